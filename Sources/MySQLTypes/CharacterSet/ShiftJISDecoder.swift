// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Bytes a1 to df are half-width katakana; other bytes above 7f lead a character of two bytes.
struct ShiftJISDecoder: CharacterDecoder {
    let table: DoubleByteTable
    let keepsASCII = true

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        if let katakana = ShiftJISDecoder.katakana(bytes[position]) {
            return DecodedCharacter(scalar: katakana, byteCount: 1)
        }
        return table.character(at: position, of: bytes)
    }

    /// The scalar of a byte of half-width katakana (JIS X 0201), or nil.
    static func katakana(_ byte: UInt8) -> UInt32? {
        (0xa1...0xdf).contains(byte) ? 0xff61 + UInt32(byte - 0xa1) : nil
    }
}
