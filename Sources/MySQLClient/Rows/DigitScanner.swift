// SPDX-License-Identifier: Apache-2.0

/// Reads numbers and the marks between them from text.
struct DigitScanner: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0

    /// Starts at the first of `bytes`.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// Whether everything was read.
    var isAtEnd: Bool { position == bytes.count }

    /// Steps over `mark`, if it comes next.
    @_lifetime(self: copy self)
    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == mark.value else { return false }
        position += 1
        return true
    }

    /// The digits that come next, up to 9 of them; nil where none comes.
    @_lifetime(self: copy self)
    mutating func number() -> Int? {
        let start = position
        var value = 0
        while position < bytes.count, position - start < 9, bytes[position] >= 48, bytes[position] <= 57 {
            value = value * 10 + Int(bytes[position] - 48)
            position += 1
        }
        return position > start ? value : nil
    }

    /// A point with 1 to 6 digits, or nothing; nil where a point has other things behind it.
    @_lifetime(self: copy self)
    mutating func fraction() -> (microseconds: UInt32, digits: UInt8)? {
        guard skip(".") else { return (0, 0) }
        let start = position
        guard var value = number(), position - start <= 6 else { return nil }
        let digits = position - start
        for _ in digits..<6 { value *= 10 }
        // Six digits fit in 20 bits.
        return (UInt32(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: digits))
    }
}
