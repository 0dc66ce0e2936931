// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 text under construction: values write their digits here, with no `String` between.
public struct TextWriter: Sendable {
    /// What was written.
    public internal(set) var bytes: [UInt8]

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
        lend(20) { room in room.put(value) }
    }

    /// Appends `value` in decimal digits, with a minus sign where it is negative.
    public mutating func append(_ value: Int64) {
        lend(20) { room in room.put(value) }
    }

    /// Appends `value` in decimal digits.
    public mutating func append(_ value: Int) {
        append(Int64(value))
    }

    /// Appends `value` in decimal digits, with zeros in front up to `minimumDigits` (at most 20).
    public mutating func append(_ value: UInt64, minimumDigits: Int) {
        // No digits are asked for, and 0 has none that matters.
        guard value > 0 || minimumDigits > 0 else { return }
        let zeros = max(0, min(20, minimumDigits) - DecimalDigits.count(value))
        lend(20) { room in
            for start in stride(from: 0, to: zeros, by: 8) {
                room.put(word: DecimalDigits.zeros, min(8, zeros - start))
            }
            room.put(value)
        }
    }

    /// Appends two digits, or three from 100 on.
    public mutating func append(twoDigits value: UInt8) {
        append(UInt64(value), minimumDigits: 2)
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
