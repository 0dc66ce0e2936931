// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits name; white space between digits is skipped.
    ///
    /// Traps on anything else: what a test says is known.
    public init(hex text: String) {
        let digits = text.filter { !$0.isWhitespace }.map { digit in
            guard let value = digit.hexDigitValue else { preconditionFailure("'\(digit)' is no hexadecimal digit") }
            return UInt8(value)
        }
        precondition(digits.count.isMultiple(of: 2), "an odd number of hexadecimal digits")
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The bytes as pairs of hexadecimal digits.
    public var hex: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
