// SPDX-License-Identifier: Apache-2.0

import MySQLWire

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
            guard let katakana = ShiftJISDecoder.katakana(bytes[position + 1]) else {
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
