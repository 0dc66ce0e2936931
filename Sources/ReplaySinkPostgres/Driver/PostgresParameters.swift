// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes

/// The values of a statement's parameters, one after the other in one run of bytes.
///
/// ```swift
/// var parameters = PostgresParameters()
/// parameters.append(text: "42")
/// parameters.appendNull()
/// ```
package struct PostgresParameters: Sendable {
    /// Where a value stands.
    struct Place: Sendable {
        /// Its first byte; -1 of NULL.
        var start: Int
        /// Its length in bytes, without the zero byte behind it.
        var count: Int32
        /// 0 of text, 1 of the type's binary form.
        var format: Int32
    }

    /// The values, a zero byte behind each.
    package var bytes: TextWriter
    private(set) var places: [Place] = []

    /// Has no values.
    package init() {
        bytes = TextWriter()
    }

    /// How many values there are.
    package var count: Int { places.count }

    /// Whether the last value is NULL.
    var isLastNull: Bool { places.last?.start == -1 }

    /// Adds NULL.
    package mutating func appendNull() {
        places.append(Place(start: -1, count: 0, format: 0))
    }

    /// Adds a value in the type's text form.
    package mutating func append(text: String) {
        let start = bytes.count
        bytes.append(text: text)
        finish(from: start)
    }

    /// Adds a value in the type's binary form.
    package mutating func append(binary value: Span<UInt8>) {
        let start = bytes.count
        bytes.append(copying: value)
        finish(from: start, isBinary: true)
    }

    /// Adds the value that was appended to ``bytes`` since they held `start`.
    package mutating func finish(from start: Int, isBinary: Bool = false) {
        let length = Int32(clamping: bytes.count - start)
        bytes.append(0 as UInt8)
        places.append(Place(start: start, count: length, format: isBinary ? 1 : 0))
    }

    /// Whether a value is in its type's binary form.
    func isBinary(_ index: Int) -> Bool { places[index].format == 1 }

    /// Appends a value as the text form of COPY has it; a binary one as bytes in hexadecimal digits.
    ///
    /// Source: PostgreSQL 15, "COPY", Text Format.
    func writeCopy(_ index: Int, to text: inout TextWriter) {
        let place = places[index]
        guard place.start >= 0 else {
            text.append("\\N")
            return
        }
        let value = bytes.span.extracting(place.start..<place.start + Int(place.count))
        if place.format == 1 {
            text.append("\\\\x")
            for index in value.indices { text.append(hex: value[index]) }
            return
        }
        for index in value.indices {
            switch value[index] {
            case UInt8(ascii: "\\"): text.append("\\\\")
            case UInt8(ascii: "\t"): text.append("\\t")
            case UInt8(ascii: "\n"): text.append("\\n")
            case UInt8(ascii: "\r"): text.append("\\r")
            default: text.append(value[index])
            }
        }
    }

    /// Forgets the values and keeps the room.
    package mutating func removeAll() {
        bytes.removeAll()
        places.removeAll(keepingCapacity: true)
    }
}
