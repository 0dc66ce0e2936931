// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 text under construction: values write their digits here, with no `String` between.
public struct TextWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8]

    /// Starts empty, with room for `capacity` bytes.
    public init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Bytes written so far.
    public var count: Int { bytes.count }

    /// The text written so far.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what was written and keeps the room for more.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Forgets what was written beyond the first `count` bytes.
    public mutating func truncate(to count: Int) {
        bytes.removeLast(bytes.count - count)
    }

    /// Appends one byte.
    public mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends `text`.
    public mutating func append(_ text: StaticString) {
        bytes.append(text)
    }

    /// Appends `text`.
    public mutating func append(text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends `span` as it is.
    public mutating func append(copying span: Span<UInt8>) {
        bytes.append(copying: span)
    }

    /// Appends `value` in decimal digits.
    public mutating func append(_ value: UInt64) {
        append(value, minimumDigits: 1)
    }

    /// Appends `value` in decimal digits, with a minus sign where it is negative.
    public mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(value.magnitude, minimumDigits: 1)
    }

    /// Appends `value` in decimal digits.
    public mutating func append(_ value: Int) {
        append(Int64(value))
    }

    /// Appends `value` in decimal digits, with zeros in front up to `minimumDigits` (at most 20).
    public mutating func append(_ value: UInt64, minimumDigits: Int) {
        var digits: [20 of UInt8] = .init(repeating: UInt8(ascii: "0"))
        var first = 20
        var rest = value
        while rest > 0 {
            first &-= 1
            digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        for index in min(first, 20 &- minimumDigits)..<20 { bytes.append(digits[index]) }
    }

    /// Appends the two hexadecimal digits of `byte`.
    public mutating func append(hex byte: UInt8, uppercase: Bool = false) {
        let letters: UInt8 = uppercase ? 55 : 87
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 48 &+ digit : letters &+ digit) }
    }
}
