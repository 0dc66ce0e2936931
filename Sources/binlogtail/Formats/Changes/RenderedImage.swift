// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// A row image with its values as text, by column.
struct RenderedImage: Sendable {
    private enum State: UInt8 {
        case absent
        case null
        case value
    }

    private var text = TextWriter()
    private var states: [State] = []
    private var ranges: [Range<Int>] = []

    /// Forgets everything; no column of `count` is carried.
    mutating func reset(_ count: Int) {
        text.removeAll()
        if states.count != count {
            states = Array(repeating: .absent, count: count)
            ranges = Array(repeating: 0..<0, count: count)
        } else {
            for column in states.indices { states[column] = .absent }
        }
    }

    /// Takes what `write` appends as the value of a column.
    mutating func set(
        _ column: Int,
        isNull: Bool,
        _ write: (inout TextWriter) throws(ValueProblem) -> Void
    ) throws(ValueProblem) {
        let start = text.count
        try write(&text)
        states[column] = isNull ? .null : .value
        ranges[column] = start..<text.count
    }

    /// Whether the image carries the column.
    func carries(_ column: Int) -> Bool { states[column] != .absent }

    /// Whether the column is carried and NULL.
    func isNull(_ column: Int) -> Bool { states[column] == .null }

    /// Appends the value of a column that is carried.
    func append(_ column: Int, to other: inout TextWriter) {
        other.append(text, ranges[column])
    }

    /// Whether both carry the column, with the same value.
    func agrees(with other: RenderedImage, on column: Int) -> Bool {
        guard states[column] == other.states[column], states[column] != .absent else { return false }
        return text.span.extracting(ranges[column]).equals(other.text.span.extracting(other.ranges[column]))
    }
}
