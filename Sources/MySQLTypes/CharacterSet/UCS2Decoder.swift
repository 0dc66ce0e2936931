// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// 2 bytes per character, big-endian; surrogates stand for nothing.
struct UCS2Decoder: CharacterDecoder {
    let keepsASCII = false

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        guard bytes.count - position >= 2 else { return DecodedCharacter(scalar: nil, byteCount: 1) }
        let unit = UInt32(bytes[position]) << 8 | UInt32(bytes[position + 1])
        return DecodedCharacter(scalar: (0xd800...0xdfff).contains(unit) ? nil : unit, byteCount: 2)
    }
}
