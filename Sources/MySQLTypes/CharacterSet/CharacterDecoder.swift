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
        var pending = PendingText()
        let keepsASCII = keepsASCII
        while position < bytes.count {
            if keepsASCII, bytes[position] < 0x80 {
                let end = bytes.endOfASCII(from: position)
                pending.flush(to: &text)
                text.append(copying: bytes.extracting(position..<end))
                position = end
                continue
            }
            let character = character(at: position, of: bytes)
            if character.scalar == nil { isExact = false }
            pending.append(character.scalar ?? 0xfffd, to: &text)
            // byteCount is at most what is left, so the sum is at most bytes.count.
            position &+= character.byteCount
        }
        pending.flush(to: &text)
        return isExact
    }
}

/// UTF-8 that is gathered here because writing each byte to a ``TextWriter`` takes nearly twice as long.
private struct PendingText {
    private var bytes: [64 of UInt8] = .init(repeating: 0)
    private var count = 0

    /// Adds the UTF-8 of `scalar`, which must be one: below 110000 and no surrogate.
    mutating func append(_ scalar: UInt32, to text: inout TextWriter) {
        if count > 60 { flush(to: &text) }
        switch scalar {
        case ..<0x80: append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            append(0xc0 | UInt8(truncatingIfNeeded: scalar >> 6))
            append(tail: scalar)
        case ..<0x1_0000:
            append(0xe0 | UInt8(truncatingIfNeeded: scalar >> 12))
            append(tail: scalar >> 6)
            append(tail: scalar)
        default:
            append(0xf0 | UInt8(truncatingIfNeeded: scalar >> 18))
            append(tail: scalar >> 12)
            append(tail: scalar >> 6)
            append(tail: scalar)
        }
    }

    /// Hands over what was gathered.
    mutating func flush(to text: inout TextWriter) {
        guard count > 0 else { return }
        text.append(copying: bytes.span.extracting(0..<count))
        count = 0
    }

    private mutating func append(tail bits: UInt32) {
        append(0x80 | UInt8(truncatingIfNeeded: bits) & 0x3f)
    }

    private mutating func append(_ byte: UInt8) {
        // At most 4 bytes follow a check for 60, so the count stays below 64.
        bytes[count] = byte
        count &+= 1
    }
}

extension Span<UInt8> {
    /// The first place at or after `position` that holds a byte above 7f, or the end.
    fileprivate func endOfASCII(from position: Int) -> Int {
        var end = position
        while end < count {
            let high = word(at: end) & 0x8080_8080_8080_8080
            guard high == 0 else { return min(end &+ high.trailingZeroBitCount >> 3, count) }
            end &+= 8
        }
        return min(end, count)
    }
}
