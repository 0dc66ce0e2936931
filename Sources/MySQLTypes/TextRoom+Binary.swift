// SPDX-License-Identifier: Apache-2.0

import MySQLWire

extension TextRoom {
    /// Appends `bytes`, and `zeros` bytes of 0 behind them, in base64 with padding (RFC 4648).
    mutating func put(base64 bytes: Span<UInt8>, zeros: Int = 0) {
        let count = bytes.count &+ max(0, zeros)
        var position = 0
        while position < count {
            let group = TextRoom.base64(bytes.word(at: position).byteSwapped >> 16)
            let present = count &- position
            guard present < 6 else {
                put(word: group, 8)
                position &+= 6
                continue
            }
            // 1 to 5 bytes: 2 to 7 digits, and what is missing to a multiple of 4.
            let digits = (present &* 8 &+ 5) / 6
            put(word: group, digits)
            put(word: 0x3d3d, (4 &- digits & 3) & 3)
            return
        }
    }

    /// The 8 digits of 48 bits, the first in the lowest byte.
    @inline(__always)
    private static func base64(_ bits: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var lanes: UInt64 = 0
        for lane in 0..<8 {
            lanes |=
                (bits &>> UInt64(truncatingIfNeeded: 42 &- 6 &* lane) & 63) &<< UInt64(truncatingIfNeeded: 8 &* lane)
        }
        /// 1 in each lane that holds `limit` or more.
        func from(_ limit: UInt64) -> UInt64 { (lanes &+ ones &* (128 &- limit)) >> 7 & ones }
        // A to Z, then a to z, then 0 to 9, then + and /: each lane's sum stays within its byte.
        return lanes &+ ones &* 65 &+ from(26) &* 6 &- from(52) &* 75 &- from(62) &* 15 &+ from(63) &* 3
    }

    /// Appends two hexadecimal digits for each byte.
    mutating func put(hex bytes: Span<UInt8>, uppercase: Bool) {
        var position = 0
        while position < bytes.count {
            let present = min(4, bytes.count &- position)
            put(word: TextRoom.hex(bytes.word(at: position), uppercase: uppercase), 2 &* present)
            position &+= 4
        }
    }

    /// The digits of the 4 lowest bytes of `word`.
    @inline(__always)
    private static func hex(_ word: UInt64, uppercase: Bool) -> UInt64 {
        // Each byte takes a lane of two, the high digit in front.
        var lanes = (word & 0xffff) | (word & 0xffff_0000) << 16
        lanes = (lanes & 0x0000_00ff_0000_00ff) | (lanes & 0x0000_ff00_0000_ff00) << 8
        let digits = (lanes >> 4 & 0x000f_000f_000f_000f) | (lanes & 0x000f_000f_000f_000f) << 8
        let letters = (digits &+ 0x7676_7676_7676_7676) >> 7 & 0x0101_0101_0101_0101
        return digits &+ TextWriter.zeros &+ letters &* (uppercase ? 7 : 39)
    }
}

extension TextWriter {
    /// Appends `bytes`, and `zeros` bytes of 0 behind them, in base64 with padding (RFC 4648).
    public mutating func append(base64 bytes: Span<UInt8>, zeros: Int = 0) {
        let count = bytes.count + max(0, zeros)
        lend(count + count / 3 + 8) { room in room.put(base64: bytes, zeros: zeros) }
    }

    /// Appends the two hexadecimal digits of each of `bytes`.
    public mutating func append(hex bytes: Span<UInt8>, uppercase: Bool = false) {
        lend(2 * bytes.count) { room in room.put(hex: bytes, uppercase: uppercase) }
    }
}
