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
        // Built from the right, two digits to a division, and moved in one piece.
        var digits: [20 of UInt8] = .init(repeating: UInt8(ascii: "0"))
        var first = 20
        var rest = value
        while rest >= 100 {
            let pair = UInt8(truncatingIfNeeded: rest % 100)
            rest /= 100
            first &-= 2
            digits[first] = UInt8(ascii: "0") &+ pair / 10
            digits[first &+ 1] = UInt8(ascii: "0") &+ pair % 10
        }
        while rest > 0 {
            first &-= 1
            digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        first = min(first, max(0, 20 &- max(0, min(20, minimumDigits))))
        bytes.append(copying: digits.span.extracting(first..<20))
    }

    /// Appends two digits, or three from 100 on.
    public mutating func append(twoDigits value: UInt8) {
        guard value < 100 else {
            append(UInt64(value), minimumDigits: 2)
            return
        }
        bytes.append(UInt8(ascii: "0") &+ value / 10)
        bytes.append(UInt8(ascii: "0") &+ value % 10)
    }

    /// Appends `YYYY-MM-DD`.
    mutating func append(year: UInt16, month: UInt8, day: UInt8) {
        // Other years and days are only in damaged values: nothing of them is lost, and nothing of it is fast.
        guard year < 10_000, month < 100, day < 100 else {
            append(UInt64(year), minimumDigits: 4)
            append(UInt8(ascii: "-"))
            append(twoDigits: month)
            append(UInt8(ascii: "-"))
            append(twoDigits: day)
            return
        }
        var field: [10 of UInt8] = .init(repeating: UInt8(ascii: "-"))
        TextWriter.put(UInt8(truncatingIfNeeded: year / 100), at: 0, in: &field)
        TextWriter.put(UInt8(truncatingIfNeeded: year % 100), at: 2, in: &field)
        TextWriter.put(month, at: 5, in: &field)
        TextWriter.put(day, at: 8, in: &field)
        bytes.append(copying: field.span)
    }

    /// Appends `hh:mm:ss`.
    mutating func append(hour: UInt8, minute: UInt8, second: UInt8) {
        guard hour < 100, minute < 100, second < 100 else {
            append(twoDigits: hour)
            append(UInt8(ascii: ":"))
            append(twoDigits: minute)
            append(UInt8(ascii: ":"))
            append(twoDigits: second)
            return
        }
        var field: [8 of UInt8] = .init(repeating: UInt8(ascii: ":"))
        TextWriter.put(hour, at: 0, in: &field)
        TextWriter.put(minute, at: 3, in: &field)
        TextWriter.put(second, at: 6, in: &field)
        bytes.append(copying: field.span)
    }

    /// Puts the two digits of a number below 100.
    @inline(__always)
    private static func put<let count: Int>(_ value: UInt8, at index: Int, in field: inout [count of UInt8]) {
        field[index] = UInt8(ascii: "0") &+ value / 10
        field[index &+ 1] = UInt8(ascii: "0") &+ value % 10
    }

    /// Appends the two hexadecimal digits of `byte`.
    public mutating func append(hex byte: UInt8, uppercase: Bool = false) {
        let letters: UInt8 = uppercase ? 55 : 87
        let high = byte >> 4
        let low = byte & 15
        bytes.append(high < 10 ? 48 &+ high : letters &+ high)
        bytes.append(low < 10 ? 48 &+ low : letters &+ low)
    }
}
