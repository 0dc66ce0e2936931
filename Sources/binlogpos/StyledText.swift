// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes

/// Text for people under construction: coloured pieces, and sentences broken at spaces.
struct StyledText {
    /// Characters of a line, where words allow it.
    private static let width = 100

    private var text = TextWriter()
    private let style: TerminalStyle

    /// Begins empty.
    init(_ style: TerminalStyle) {
        self.style = style
    }

    /// What was written.
    var bytes: [UInt8] { text.bytes }

    /// Appends text of a role; nil is plain.
    mutating func append(_ content: String, _ role: TerminalStyle.Role? = nil) {
        if let role { style.begin(role, in: &text) }
        // A file may hold what would steer a terminal.
        let shown =
            content.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }
            ? String(content.map { $0.isASCII && ($0.asciiValue ?? 0) < 0x20 || $0 == "\u{7f}" ? "?" : $0 }) : content
        text.append(text: shown)
        if role != nil { style.end(in: &text) }
    }

    /// Ends a line.
    mutating func endLine() {
        text.append("\n")
    }

    /// Appends a line.
    mutating func line(_ content: String, _ role: TerminalStyle.Role? = nil) {
        append(content, role)
        endLine()
    }

    /// Appends a sentence behind a label, over several lines where it is long.
    mutating func paragraph(_ label: String, _ role: TerminalStyle.Role?, _ content: String, indent: Int, hang: Int) {
        append(String(repeating: " ", count: indent))
        append(label, role)
        var column = indent + label.count
        append(String(repeating: " ", count: max(hang - column, 1)))
        column = max(hang, column + 1)
        var isFirst = true
        for word in content.split(separator: " ") {
            if !isFirst, column + 1 + word.count > StyledText.width {
                endLine()
                append(String(repeating: " ", count: hang))
                column = hang
            } else if !isFirst {
                append(" ")
                column += 1
            }
            append(String(word))
            column += word.count
            isFirst = false
        }
        endLine()
    }
}
