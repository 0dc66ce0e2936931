// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What stands at one place of some bytes.
struct DecodedCharacter {
    /// The character's scalar, or nil where the bytes stand for none.
    let scalar: UInt32?
    /// The bytes that it takes: at least 1, and no more than there are.
    let byteCount: Int
}

/// Reads one character after another; ``write(_:to:)`` does the rest.
protocol CharacterDecoder {
    /// Whether the bytes 00 to 7f stand for themselves wherever a character begins.
    var keepsASCII: Bool { get }

    /// The character that begins at `position`, which is inside `bytes`.
    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter
}

extension CharacterDecoder {
    /// Appends `bytes` to `text`, with U+FFFD where they stand for nothing, and answers whether all stood for something.
    func write(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        var position = 0
        var isExact = true
        let keepsASCII = keepsASCII
        while position < bytes.count {
            if keepsASCII {
                let end = bytes.endOfASCII(from: position)
                if end > position {
                    text.append(copying: bytes.extracting(position..<end))
                    position = end
                    continue
                }
            }
            let character = character(at: position, of: bytes)
            if character.scalar == nil { isExact = false }
            text.append(scalar: character.scalar ?? 0xfffd)
            // byteCount is at most what is left, so the sum is at most bytes.count.
            position &+= character.byteCount
        }
        return isExact
    }
}

extension Span<UInt8> {
    /// The first place at or after `position` that holds a byte above 7f, or the end.
    fileprivate func endOfASCII(from position: Int) -> Int {
        var end = position
        while end < count, self[end] < 0x80 { end &+= 1 }
        return end
    }
}

extension TextWriter {
    /// Appends the UTF-8 of `scalar`, which must be one: below 110000 and no surrogate.
    mutating func append(scalar: UInt32) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift) & 0x3f }
        switch scalar {
        case ..<0x80: append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            append(0xc0 | UInt8(truncatingIfNeeded: scalar >> 6))
            append(tail(0))
        case ..<0x1_0000:
            append(0xe0 | UInt8(truncatingIfNeeded: scalar >> 12))
            append(tail(6))
            append(tail(0))
        default:
            append(0xf0 | UInt8(truncatingIfNeeded: scalar >> 18))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }
}
