// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 that is copied as it is where it is well-formed.
enum UTF8Decoder {
    /// Appends `bytes` to `text`, with U+FFFD for each ill-formed sequence, and answers whether there was none.
    static func write(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        var position = wellFormedCount(bytes, from: 0)
        guard position < bytes.count else {
            text.append(copying: bytes)
            return true
        }
        text.append(copying: bytes.extracting(0..<position))
        while position < bytes.count {
            text.append("\u{FFFD}")
            position &+= illFormedCount(bytes.extracting(position..<bytes.count))
            let end = wellFormedCount(bytes, from: position)
            text.append(copying: bytes.extracting(position..<end))
            position = end
        }
        return false
    }

    /// Where the first ill-formed sequence at or after `start` begins, or the end.
    ///
    /// Whole words are looked at: eight ASCII bytes at a time, and each longer character in one piece. The zeros behind the
    /// end continue no character, so one that is cut off is ill-formed.
    static func wellFormedCount(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let word = bytes.word(at: position)
            let high = word & 0x8080_8080_8080_8080
            guard high != 0 else {
                position &+= 8
                continue
            }
            let plain = high.trailingZeroBitCount & ~7
            position &+= plain >> 3
            let length = characterLength(plain < 40 ? word >> UInt64(plain) : bytes.word(at: position))
            guard length > 0 else { return position }
            position &+= length
        }
        return min(position, bytes.count)
    }

    /// Bytes of the character of more than one byte with which `word` begins, or 0 where it is none.
    ///
    /// Source: The Unicode Standard 17.0, table 3-7.
    @inline(__always)
    private static func characterLength(_ word: UInt64) -> Int {
        if word & 0xc0e0 == 0x80c0 {
            // c0 and c1 would lead characters of one byte.
            return word & 0x1e != 0 ? 2 : 0
        }
        if word & 0xc0_c0f0 == 0x80_80e0 {
            let top = (word & 0x0f) << 6 | word >> 8 & 0x3f
            // Below 800 two bytes would do; d800 to dfff are surrogates.
            return top >= 0x20 && top & 0x3e0 != 0x360 ? 3 : 0
        }
        if word & 0xc0c0_c0f8 == 0x8080_80f0 {
            let top = (word & 0x07) << 6 | word >> 8 & 0x3f
            // From 10000 to 10ffff.
            return top >= 0x10 && top < 0x110 ? 4 : 0
        }
        return 0
    }

    /// Bytes of the ill-formed sequence with which `bytes` begins: as many as could have begun a character, at least 1.
    private static func illFormedCount(_ bytes: Span<UInt8>) -> Int {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
            return 1
        } catch {
            return max(1, error.byteOffsets.upperBound)
        }
    }
}
