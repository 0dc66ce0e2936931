// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// A piece of text for each column of a table, made once and copied for every row.
struct ColumnPieces: Sendable {
    /// The pieces, one behind the other.
    private(set) var text = TextWriter()
    private var ends = [0]
    /// Each of them, where none has more than 16 bytes; else empty.
    private(set) var short: [ShortText] = []

    /// No pieces.
    init() {}

    /// `count` pieces, which `write` appends one after the other.
    init(count: Int, _ write: (_ column: Int, _ text: inout TextWriter) -> Void) {
        ends.reserveCapacity(count + 1)
        for column in 0..<count {
            write(column, &text)
            ends.append(text.count)
        }
        let pieces = (0..<count).compactMap { ShortText(text.span.extracting(self[$0])) }
        if pieces.count == count { short = pieces }
    }

    /// Where in ``text`` the piece of a column stands.
    @inline(__always)
    subscript(_ column: Int) -> Range<Int> { ends[column]..<ends[column &+ 1] }
}
