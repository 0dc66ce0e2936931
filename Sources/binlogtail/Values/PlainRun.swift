// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// How far text goes without what must be escaped: control characters, quotation marks and backslashes.
enum PlainRun {
    /// Whether all of it is ASCII without such.
    static func isWhole(_ bytes: Span<UInt8>, quote: UInt8) -> Bool {
        end(of: bytes, quote: quote, high: 0x8080_8080_8080_8080) == bytes.count
    }

    /// Bytes in front of the first that must be escaped; bytes from 0x80 on need not be.
    static func count(of bytes: Span<UInt8>, quote: UInt8) -> Int {
        end(of: bytes, quote: quote, high: 0)
    }

    @inline(__always)
    private static func end(of bytes: Span<UInt8>, quote: UInt8, high: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = ones &* UInt64(quote)
        let backslashes = ones &* UInt64(UInt8(ascii: "\\"))
        var reader = WireReader(bytes)
        do throws(WireError) {
            while reader.remaining >= 8 {
                let word = try reader.uint64()
                // In each sum the lowest byte that is such has its high bit set, and none below it has.
                let controls = (word &- ones &* 0x20) & ~word
                let quoted = word ^ quotes
                let escaped = word ^ backslashes
                let found = controls | ((quoted &- ones) & ~quoted) | ((escaped &- ones) & ~escaped)
                let special = (found & 0x8080_8080_8080_8080) | (word & high)
                if special != 0 { return reader.offset &- 8 &+ special.trailingZeroBitCount &>> 3 }
            }
            while !reader.isAtEnd {
                let byte = try reader.uint8()
                let isPlain = byte >= 0x20 && byte != quote && byte != UInt8(ascii: "\\") && (high == 0 || byte < 0x80)
                if !isPlain { return reader.offset &- 1 }
            }
        } catch {
            return reader.offset
        }
        return bytes.count
    }
}

extension MySQLTypes.CharacterSet {
    /// Whether bytes below 0x80 are ASCII wherever they stand alone; false where it is not known to be so.
    var holdsASCII: Bool {
        switch self {
        case .utf8mb4, .utf8mb3, .ascii, .latin1, .latin2, .cp1250, .cp1251: true
        default: false
        }
    }
}
