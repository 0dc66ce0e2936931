// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

extension WireWriter {
    /// Appends the length of `text` in UTF-8, length-encoded, then `text`.
    package mutating func lengthEncodedText(_ text: String) {
        lengthEncodedInteger(UInt64(text.utf8.count))
        self.text(text)
    }
}
