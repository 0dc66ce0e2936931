// SPDX-License-Identifier: Apache-2.0

import MySQLWire

extension TextRoom {
    /// The top bit of the lowest byte that JSON must escape, and perhaps of bytes above it; 0 where there is none.
    @inline(__always)
    static func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = (word &- ones &* 0x20) & ~word
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5c)
        return (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & (ones &* 0x80)
    }

    /// Appends a byte that JSON must escape, as the server does.
    @inline(never)
    mutating func put(escaped byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0a: put(UInt8(ascii: "n"))
        case 0x0c: put(UInt8(ascii: "f"))
        case 0x0d: put(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        default:
            // Below 20, so the first digit is 0 or 1: `u00` and two hexadecimal digits.
            let low = UInt64(byte & 15)
            let high = UInt64(byte >> 4)
            put(word: 0x30_3075 | (0x30 &+ high) << 24 | (low < 10 ? 0x30 &+ low : 0x57 &+ low) << 32, 5)
        }
    }
}

extension TextRoom {
    /// Appends `content` in base64, with an escaped line feed between lines of 76 characters as the server's has.
    ///
    /// Source: MySQL 9.7, `include/base64.h`, `base64_encode`.
    mutating func put(base64InJSON content: Span<UInt8>) {
        // 57 bytes make one line.
        for start in stride(from: 0, to: content.count, by: 57) {
            if start > 0 { put(word: 0x6e5c, 2) }
            put(base64: content.extracting(start..<min(start &+ 57, content.count)))
        }
    }
}
