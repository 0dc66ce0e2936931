// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Reads the tables that clients draw with `+---+` and `|`.
///
/// The border tells how wide the columns are, so a value may hold bars and line ends.
enum TableText {
    /// The rows of the tables among `lines`, and the lines that belong to none.
    static func rows(in lines: [Substring]) -> (rows: [StatusRow], rest: [Substring]) {
        var rows: [StatusRow] = []
        var rest: [Substring] = []
        var index = 0
        while index < lines.count {
            guard let table = table(lines, at: index) else {
                rest.append(lines[index])
                index += 1
                continue
            }
            rows += table.rows
            index = table.end
        }
        return (rows, rest)
    }

    private static func table(_ lines: [Substring], at start: Int) -> (rows: [StatusRow], end: Int)? {
        // The border, the names, and the border again; a copy by hand may lack the first.
        let hasBorder = widths(lines[start]) != nil
        let head = hasBorder ? start + 1 : start
        guard head < lines.count, let names = names(lines[head]), names.contains(where: { StatusNames.isKnown($0) })
        else { return nil }
        var index = head + 1
        var widths = hasBorder ? self.widths(lines[start]) : nil
        if index < lines.count, let border = self.widths(lines[index]) {
            widths = border
            index += 1
        }
        var rows: [StatusRow] = []
        while index < lines.count, lines[index].trimmingWhiteSpace.first == "|" {
            guard let row = row(lines, at: index, names, widths) else { break }
            rows.append(row.row)
            index = row.end
        }
        if index < lines.count, self.widths(lines[index]) != nil { index += 1 }
        return (rows, index)
    }

    /// One row, which goes on over line ends until its cells are there.
    private static func row(
        _ lines: [Substring],
        at start: Int,
        _ names: [String],
        _ widths: [Int]?
    ) -> (row: StatusRow, end: Int)? {
        var text = String(lines[start].trimmingWhiteSpace)
        var end = start + 1
        while true {
            if text.hasSuffix("|"), let cells = cells(text, count: names.count, widths) {
                let fields = zip(names, cells).map { name, cell in
                    StatusRow.Field(name, cell == "NULL" ? nil : cell)
                }
                return (StatusRow(fields), end)
            }
            guard end < lines.count, self.widths(lines[end]) == nil else { return nil }
            text += "\n" + lines[end]
            end += 1
        }
    }

    /// The cells of a row; nil where they are not all there.
    private static func cells(_ text: String, count: Int, _ widths: [Int]?) -> [String]? {
        if let widths, widths.count == count, let cells = cells(text, widths) { return cells }
        let cells = text.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        guard cells.count == count else { return nil }
        return cells.map { String($0.trimmingWhiteSpace) }
    }

    /// The cells where the bars stand as the border says; nil where they do not.
    private static func cells(_ text: String, _ widths: [Int]) -> [String]? {
        let characters = Array(text)
        guard characters.count == widths.reduce(1, { $0 + $1 + 1 }) else { return nil }
        var cells: [String] = []
        var place = 0
        for width in widths {
            guard characters[place] == "|" else { return nil }
            cells.append(String(String(characters[(place + 1)..<(place + 1 + width)]).trimmingWhiteSpace))
            place += width + 1
        }
        return characters[place] == "|" ? cells : nil
    }

    private static func names(_ line: Substring) -> [String]? {
        let text = line.trimmingWhiteSpace
        guard text.first == "|", text.last == "|", text.count > 2 else { return nil }
        return text.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
            String($0.trimmingWhiteSpace)
        }
    }

    /// The widths of the columns that a border tells; nil where the line is none.
    private static func widths(_ line: Substring) -> [Int]? {
        let text = line.trimmingWhiteSpace
        guard text.count > 2, text.first == "+", text.last == "+", text.allSatisfy({ $0 == "+" || $0 == "-" })
        else { return nil }
        return text.dropFirst().dropLast().split(separator: "+", omittingEmptySubsequences: false).map(\.count)
    }
}
