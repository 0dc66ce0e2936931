// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Reads what clients print with `--batch`: names on a line, values on the next, tabs between.
///
/// With `--batch` alone line ends and tabs within values are escaped; with `--raw` they are not.
enum TabbedText {
    /// The rows among `lines`, and the lines that belong to none.
    static func rows(in lines: [Substring]) -> (rows: [StatusRow], rest: [Substring]) {
        var rows: [StatusRow] = []
        var rest: [Substring] = []
        var index = 0
        while index < lines.count {
            let names = lines[index].split(separator: "\t", omittingEmptySubsequences: false)
            guard names.count >= 2, names.count(where: { StatusNames.isKnown($0) }) >= 2 else {
                rest.append(lines[index])
                index += 1
                continue
            }
            index += 1
            while index < lines.count, let row = row(lines, &index, names) { rows.append(row) }
        }
        return (rows, rest)
    }

    /// One row, which goes on over line ends until its values are there.
    private static func row(_ lines: [Substring], _ index: inout Int, _ names: [Substring]) -> StatusRow? {
        var text = String(lines[index])
        var end = index + 1
        guard text.contains("\t") else { return nil }
        var tabs = text.count { $0 == "\t" }
        while tabs < names.count - 1 {
            guard end < lines.count else { return nil }
            tabs += lines[end].count { $0 == "\t" }
            text += "\n" + lines[end]
            end += 1
        }
        let values = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard values.count == names.count else { return nil }
        index = end
        // The last value may be a set of GTIDs that goes on.
        var last = String(values[values.count - 1])
        while last.hasSuffix(","), index < lines.count {
            last += "\n" + lines[index]
            index += 1
        }
        return StatusRow(
            zip(names, values.dropLast().map(String.init) + [last]).map { name, value in
                StatusRow.Field(String(name), value == "NULL" ? nil : unescaped(value))
            }
        )
    }

    /// Source: MySQL 9.7, `client/mysql.cc`, `safe_put_field`.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                switch character {
                case "n": result.append("\n")
                case "t": result.append("\t")
                case "0": result.append("\0")
                case "\\": result.append("\\")
                default: result.append("\\\(character)")
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return isEscaped ? result + "\\" : result
    }
}
