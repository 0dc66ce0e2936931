// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Reads what clients print with `--xml`: `<row>` with `<field name="…">`.
enum XMLText {
    /// The rows of the text.
    static func rows(in text: String) -> [StatusRow] {
        var rows: [StatusRow] = []
        var fields: [StatusRow.Field] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            guard let close = rest.firstIndex(of: ">") else { break }
            let tag = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            if tag == "row" || tag == "/row" {
                if !fields.isEmpty { rows.append(StatusRow(fields)) }
                fields = []
            } else if tag.hasPrefix("field"), let name = attribute("name", of: tag) {
                guard !tag.hasSuffix("/") else {
                    fields.append(StatusRow.Field(name, nil))
                    continue
                }
                let end = rest.firstIndex(of: "<") ?? rest.endIndex
                fields.append(StatusRow.Field(name, unescaped(rest[..<end])))
                rest = rest[end...]
            }
        }
        if !fields.isEmpty { rows.append(StatusRow(fields)) }
        return rows
    }

    private static func attribute(_ name: String, of tag: Substring) -> String? {
        guard let range = tag.firstRange(of: name + "=\"") else { return nil }
        let rest = tag[range.upperBound...]
        return rest.firstIndex(of: "\"").map { unescaped(rest[..<$0]) }
    }

    /// Source: MySQL 9.7, `client/mysql.cc`, `xmlencode_print`.
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        // The ampersand comes last, so that `&amp;lt;` becomes `&lt;`.
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&#10;", with: "\n").replacing("&amp;", with: "&")
    }
}
