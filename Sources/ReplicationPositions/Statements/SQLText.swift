// SPDX-License-Identifier: Apache-2.0

/// Texts as statements hold them.
enum SQLText {
    /// The text in quotation marks.
    ///
    /// - Throws: ``StartStatementError`` where it holds control characters, which no name or host has.
    static func quoted(_ text: String) throws(StartStatementError) -> String {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
            throw StartStatementError("'\(text.filter { !$0.isNewline })' holds control characters; is it meant?")
        }
        return literal(text)
    }

    /// The text in quotation marks, whatever it holds.
    ///
    /// Doubled quotation marks are right in every sql_mode; a backslash is, unless NO_BACKSLASH_ESCAPES is set.
    static func literal(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }
}
