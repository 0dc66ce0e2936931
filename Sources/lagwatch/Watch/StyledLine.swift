// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes

/// One line of the screen, of pieces with colours, cut where the screen ends.
struct StyledLine {
    private var pieces: [(text: String, role: TerminalStyle.Role?)] = []
    /// Characters so far.
    private(set) var width = 0

    /// Appends a piece; a blank stands before all but the first, and `column` is where it begins at the earliest.
    mutating func append(_ text: String, _ role: TerminalStyle.Role? = nil, at column: Int = 0) {
        let blanks = max(column - width, width == 0 ? 0 : 1)
        if blanks > 0 { add(String(repeating: " ", count: blanks), nil) }
        add(text, role)
    }

    private mutating func add(_ text: String, _ role: TerminalStyle.Role?) {
        let text = LagText.shown(text)
        pieces.append((text, role))
        width += text.count
    }

    /// Writes as much as goes into `limit` characters.
    func write(to text: inout TextWriter, _ style: TerminalStyle, limit: Int) {
        var left = limit
        for piece in pieces where left > 0 {
            let shown = String(piece.text.prefix(left))
            left -= shown.count
            if let role = piece.role { style.begin(role, in: &text) }
            text.append(text: shown)
            if piece.role != nil { style.end(in: &text) }
        }
    }
}
