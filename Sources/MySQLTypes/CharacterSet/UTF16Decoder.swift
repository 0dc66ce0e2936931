// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// 2 bytes per character, or 4 as a pair of surrogates.
struct UTF16Decoder: CharacterDecoder {
    let keepsASCII = false
    /// Whether the low byte of each unit comes first.
    let isLittleEndian: Bool

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        guard let unit = unit(at: position, of: bytes) else { return DecodedCharacter(scalar: nil, byteCount: 1) }
        switch unit {
        case 0xd800...0xdbff:
            guard let low = self.unit(at: position + 2, of: bytes), (0xdc00...0xdfff).contains(low) else {
                return DecodedCharacter(scalar: nil, byteCount: 2)
            }
            return DecodedCharacter(scalar: 0x1_0000 + (unit - 0xd800) << 10 + (low - 0xdc00), byteCount: 4)
        case 0xdc00...0xdfff: return DecodedCharacter(scalar: nil, byteCount: 2)
        default: return DecodedCharacter(scalar: unit, byteCount: 2)
        }
    }

    /// The unit at `position`, or nil where fewer than 2 bytes are left.
    private func unit(at position: Int, of bytes: Span<UInt8>) -> UInt32? {
        guard bytes.count - position >= 2 else { return nil }
        let (first, second) = (UInt32(bytes[position]), UInt32(bytes[position + 1]))
        return isLittleEndian ? second << 8 | first : first << 8 | second
    }
}
