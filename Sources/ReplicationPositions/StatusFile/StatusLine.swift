// SPDX-License-Identifier: Apache-2.0

/// A line of a saved status that may name a column: `   Master_Log_File: binlog.000002`.
struct StatusLine {
    /// The whole line.
    let text: Substring
    /// What stands before the first colon, without white space; nil where that is no name.
    let name: Substring?
    /// The colon's place, in characters from the start of the line.
    let column: Int
    /// What stands behind it, without the space that the client writes.
    let value: Substring

    /// Reads a line.
    init(_ text: Substring) {
        self.text = text
        guard let colon = text.firstIndex(of: ":") else {
            name = nil
            column = 0
            value = text
            return
        }
        let word = text[..<colon].drop { $0 == " " || $0 == "\t" }
        let isName = !word.isEmpty && word.utf8.allSatisfy { StatusLine.mayStandInName($0) }
        name = isName ? word : nil
        column = text.distance(from: text.startIndex, to: colon)
        let rest = text[text.index(after: colon)...]
        value = rest.first == " " ? rest.dropFirst() : rest
    }

    /// Whether the line names a column that is known.
    var isKnown: Bool { name.map { StatusNames.isKnown($0) } ?? false }

    /// The line cut where further columns are named, as in `Master_Log_File: a.1 Exec_Master_Log_Pos: 5`.
    var parts: [StatusLine] {
        guard let name, StatusNames.isOneWord(name) else { return [self] }
        var parts: [Substring] = []
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            // A word that ends with a colon.
            guard
                let wordStart = text[index...].firstIndex(where: { $0 != " " && $0 != "\t" && $0 != "," && $0 != ";" })
            else { break }
            let wordEnd = text[wordStart...].firstIndex {
                $0 == " " || $0 == "\t" || $0 == "," || $0 == ";" || $0 == ":"
            }
            guard let wordEnd else { break }
            if text[wordEnd] == ":", wordStart > start, StatusNames.isKnown(text[wordStart..<wordEnd]),
                !parts.isEmpty || text[start..<wordStart].contains(":")
            {
                parts.append(text[start..<wordStart])
                start = wordStart
            }
            index = text.index(after: wordEnd)
        }
        guard !parts.isEmpty else { return [self] }
        parts.append(text[start...])
        return parts.map { part in
            let end = part.lastIndex { $0 != " " && $0 != "\t" && $0 != "," && $0 != ";" }
            return StatusLine(end.map { part[...$0] } ?? part)
        }
    }

    private static func mayStandInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
