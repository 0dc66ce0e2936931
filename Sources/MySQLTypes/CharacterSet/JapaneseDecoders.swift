// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Bytes a1 to df are half-width katakana; other bytes above 7f lead a character of two bytes.
struct ShiftJISDecoder: CharacterDecoder {
    let table: DoubleByteTable
    let keepsASCII = true

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        if let katakana = halfWidthKatakana(bytes[position]) { return DecodedCharacter(scalar: katakana, byteCount: 1) }
        return table.character(at: position, of: bytes)
    }
}

/// 8e leads half-width katakana, 8f a character of three bytes, other bytes above 7f one of two.
struct EUCJPDecoder: CharacterDecoder {
    let table: DoubleByteTable
    /// The characters behind 8f (JIS X 0212).
    let threeByte: DoubleByteTable
    let keepsASCII = true

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        guard position + 1 < bytes.count else { return DecodedCharacter(scalar: nil, byteCount: 1) }
        switch bytes[position] {
        case 0x8e:
            guard let katakana = halfWidthKatakana(bytes[position + 1]) else {
                return DecodedCharacter(scalar: nil, byteCount: 1)
            }
            return DecodedCharacter(scalar: katakana, byteCount: 2)
        case 0x8f:
            let character = threeByte.character(at: position + 1, of: bytes)
            let takesTwo = character.byteCount == 2
            return DecodedCharacter(scalar: character.scalar, byteCount: takesTwo ? 3 : 1)
        default: return table.character(at: position, of: bytes)
        }
    }
}

/// The scalar of a byte of half-width katakana (JIS X 0201).
private func halfWidthKatakana(_ byte: UInt8) -> UInt32? {
    (0xa1...0xdf).contains(byte) ? 0xff61 + UInt32(byte - 0xa1) : nil
}
