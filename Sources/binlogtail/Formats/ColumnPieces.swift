// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// A piece of text for each column of a table, made once and copied for every row.
struct ColumnPieces: Sendable {
    /// The pieces, one behind the other.
    private(set) var text = TextWriter()
    private var ends = [0]

    /// No pieces.
    init() {}

    /// `count` pieces, which `write` appends one after the other.
    init(count: Int, _ write: (_ column: Int, _ text: inout TextWriter) -> Void) {
        ends.reserveCapacity(count + 1)
        for column in 0..<count {
            write(column, &text)
            ends.append(text.count)
        }
    }

    /// Where in ``text`` the piece of a column stands.
    @inline(__always)
    subscript(_ column: Int) -> Range<Int> { ends[column]..<ends[column &+ 1] }
}
