// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// 4 bytes per character, big-endian.
struct UTF32Decoder: CharacterDecoder {
    let keepsASCII = false

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        let remaining = bytes.count - position
        guard remaining >= 4 else { return DecodedCharacter(scalar: nil, byteCount: remaining) }
        var scalar: UInt32 = 0
        for index in 0..<4 { scalar = scalar << 8 | UInt32(bytes[position + index]) }
        return DecodedCharacter(scalar: Unicode.Scalar(scalar) == nil ? nil : scalar, byteCount: 4)
    }
}
