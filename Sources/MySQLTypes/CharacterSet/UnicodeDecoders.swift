// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 that is copied as it is where it is well-formed.
enum UTF8Decoder {
    /// Appends `bytes` to `text`, with U+FFFD for each ill-formed sequence, and answers whether there was none.
    static func write(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        var position = 0
        var isExact = true
        while position < bytes.count {
            let rest = bytes.extracting(position..<bytes.count)
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: rest)
                text.append(copying: rest)
                return isExact
            } catch {
                isExact = false
                // The offsets are inside `rest`, and the sequence has at least one byte.
                text.append(copying: rest.extracting(0..<error.byteOffsets.lowerBound))
                text.append(scalar: 0xfffd)
                position &+= error.byteOffsets.upperBound
            }
        }
        return isExact
    }
}

/// 2 bytes per character, big-endian; surrogates stand for nothing.
struct UCS2Decoder: CharacterDecoder {
    let keepsASCII = false

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        guard bytes.count - position >= 2 else { return DecodedCharacter(scalar: nil, byteCount: 1) }
        let unit = UInt32(bytes[position]) << 8 | UInt32(bytes[position + 1])
        return DecodedCharacter(scalar: (0xd800...0xdfff).contains(unit) ? nil : unit, byteCount: 2)
    }
}

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
