// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Reads what clients print for `\G`: a column on each line.
///
/// Clients align the colons; so a line of an error's text that looks like a column is told from one. Text that people copied
/// by hand, which is no longer aligned, is read by the names alone.
enum VerticalText {
    /// The rows among `lines`; what is neither column nor part of one is left out.
    static func rows(in lines: [Substring]) -> [StatusRow] {
        var rows: [StatusRow] = []
        var block: [Substring] = []
        for line in lines {
            if isSeparator(line) {
                rows += self.rows(ofBlock: block)
                block = []
            } else {
                block.append(line)
            }
        }
        return rows + self.rows(ofBlock: block)
    }

    /// Whether a line is the client's `*** 2. row ***`.
    private static func isSeparator(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " }
        return text.hasPrefix("****") && text.contains(". row ")
    }

    private static func rows(ofBlock block: [Substring]) -> [StatusRow] {
        let lines = block.map { StatusLine($0) }
        let column = alignment(of: lines)
        var rows: [StatusRow] = []
        var fields: [StatusRow.Field] = []
        var names: Set<String> = []
        var isOpen = false
        for line in lines {
            let isField = column.map { line.column == $0 && line.name != nil } ?? line.isKnown
            guard isField else {
                isOpen = isOpen && !isPrompt(line.text)
                if isOpen, let last = fields.indices.last, StatusNames.mayHaveLines(fields[last].name) {
                    fields[last].value = (fields[last].value ?? "") + "\n" + line.text
                }
                continue
            }
            for part in line.parts {
                guard let name = part.name else { continue }
                if !names.insert(StatusRow.normalized(String(name))).inserted {
                    // The same column again: another row, copied without what stands between rows.
                    rows.append(StatusRow(fields))
                    fields = []
                    names = [StatusRow.normalized(String(name))]
                }
                let value = String(part.value)
                fields.append(StatusRow.Field(String(name), value == "NULL" ? nil : value))
                isOpen = true
            }
        }
        if !fields.isEmpty { rows.append(StatusRow(fields)) }
        return rows.map { trimmed($0) }
    }

    /// The place of the colons, where most lines that name known columns have it in common.
    private static func alignment(of lines: [StatusLine]) -> Int? {
        let known = lines.filter(\.isKnown)
        guard known.count >= 4 else { return nil }
        var counts: [Int: Int] = [:]
        for line in known { counts[line.column, default: 0] += 1 }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        return best.value * 10 >= known.count * 6 ? best.key : nil
    }

    /// Whether a line is the client's own, and so ends what stood before it.
    private static func isPrompt(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " }
        return text.hasPrefix("mysql>") || text.hasPrefix("MySQL") && text.contains(">")
            || text.hasPrefix("MariaDB [") || text.contains(" in set (") || text.contains(" in set, ")
            || text.hasPrefix("No query specified") || text.hasPrefix("Query OK") || text.hasPrefix("Bye")
    }

    /// Without white space around values.
    private static func trimmed(_ row: StatusRow) -> StatusRow {
        StatusRow(row.fields.map { StatusRow.Field($0.name, $0.value.map { String($0.trimmingWhiteSpace) }) })
    }
}
