// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// Rows of text in columns: the first to the left, the others, which hold numbers, to the right.
public struct TerminalTable: Sendable {
    private let header: [String]
    private let rows: [[String]]

    /// Takes the heading and the rows; each row has as many cells as the heading.
    public init(_ header: [String], _ rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    /// Appends heading, a line and the rows.
    public func write(to text: inout TextWriter) {
        let widths = header.indices.map { column in
            ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        write(header, widths, &text)
        write(widths.map { String(repeating: "-", count: $0) }, widths, &text)
        for row in rows { write(row, widths, &text) }
    }

    private func write(_ row: [String], _ widths: [Int], _ text: inout TextWriter) {
        for (column, cell) in row.enumerated() where column < widths.count {
            let space = String(repeating: " ", count: widths[column] - cell.count)
            if column > 0 { text.append("  ") }
            // Nothing stands behind the last cell of a table of one column.
            text.append(text: column == 0 ? (row.count > 1 ? cell + space : cell) : space + cell)
        }
        text.append("\n")
    }
}
