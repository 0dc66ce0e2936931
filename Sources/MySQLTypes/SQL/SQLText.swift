// SPDX-License-Identifier: Apache-2.0

/// Names and texts as statements of MySQL and MariaDB hold them; values of rows are their writers' own.
package enum SQLText {
    /// A name in backticks, whatever it holds.
    package static func name(_ name: String) -> String {
        var text = TextWriter()
        self.name(name, to: &text)
        return text.string
    }

    /// Appends a name in backticks, whatever it holds.
    package static func name(_ name: String, to text: inout TextWriter) {
        text.append(UInt8(ascii: "`"))
        for byte in name.utf8 {
            if byte == UInt8(ascii: "`") { text.append(byte) }
            text.append(byte)
        }
        text.append(UInt8(ascii: "`"))
    }

    /// The name of a table with its schema, each in backticks.
    package static func table(_ schema: String, _ table: String) -> String { "\(name(schema)).\(name(table))" }

    /// A text in quotation marks, whatever it holds.
    ///
    /// Doubled quotation marks are right in every `sql_mode`; a doubled backslash is, unless `NO_BACKSLASH_ESCAPES` is set.
    package static func literal(_ content: String) -> String {
        var text = TextWriter()
        text.append(UInt8(ascii: "'"))
        for byte in content.utf8 {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") { text.append(byte) }
            text.append(byte)
        }
        text.append(UInt8(ascii: "'"))
        return text.string
    }
}
