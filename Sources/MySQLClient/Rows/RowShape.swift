// SPDX-License-Identifier: Apache-2.0

package import MySQLProtocol

/// What all rows of a result have in common.
package struct RowShape: Sendable {
    /// What the server tells of the columns.
    package let columns: [ColumnDefinition]
    /// How values are written.
    package let format: MySQLCell.Format
    /// What it takes to find values that are written by type.
    package let formats: [CellFormat]

    /// Takes the columns as the server tells them.
    package init(columns: [ColumnDefinition], format: MySQLCell.Format) {
        self.columns = columns
        self.format = format
        formats = columns.map(CellFormat.init)
    }
}
