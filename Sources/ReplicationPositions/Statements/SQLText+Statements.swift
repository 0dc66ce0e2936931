// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

extension SQLText {
    /// A text in quotation marks, of which nobody means to hold control characters: a name, a host, a file.
    ///
    /// - Throws: ``StartStatementError`` where it holds some.
    static func quoted(_ text: String) throws(StartStatementError) -> String {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
            throw StartStatementError("'\(text.filter { !$0.isNewline })' holds control characters; is it meant?")
        }
        return literal(text)
    }
}
