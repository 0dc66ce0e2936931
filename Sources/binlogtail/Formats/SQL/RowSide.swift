// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// One of the two states of a changed row.
enum RowSide {
    /// The row before the change.
    case old
    /// The row after the change: what the image does not carry is as it was.
    case new
}

extension RenderedChange {
    /// Whether a column's value is known.
    func knows(_ column: Int, _ side: RowSide) -> Bool {
        side == .old ? before.carries(column) : hasNew(column)
    }

    /// Whether a column is known to be NULL.
    func isNull(_ column: Int, _ side: RowSide) -> Bool {
        side == .old ? before.isNull(column) : isNewNull(column)
    }

    /// Appends the value of a column that is known.
    func append(_ column: Int, _ side: RowSide, to text: inout TextWriter) {
        if side == .old { before.append(column, to: &text) } else { appendNew(column, to: &text) }
    }
}
