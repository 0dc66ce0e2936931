// SPDX-License-Identifier: Apache-2.0

/// What the server answered to one statement: its rows, in text form.
package struct PostgresRows: Sendable, Hashable {
    /// The names of the columns.
    package var columns: [String] = []
    /// The rows; nil is NULL.
    package var rows: [[String?]] = []
    /// What the server calls what it did, such as `UPDATE 3`.
    package var command = ""
    /// Rows that were inserted, changed, deleted or selected; 0 for other statements.
    package var affectedRows = 0

    /// The only value of the only row, where there is one.
    package var single: String? { rows.count == 1 && rows[0].count == 1 ? rows[0][0] : nil }
}
