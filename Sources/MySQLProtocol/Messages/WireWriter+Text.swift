// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

extension WireWriter {
    /// Appends the length of `text` in UTF-8, length-encoded, then `text`.
    package mutating func lengthEncodedText(_ text: String) {
        lengthEncodedInteger(UInt64(text.utf8.count))
        self.text(text)
    }

    /// Appends `text` in UTF-8 up to its first zero, then a zero.
    package mutating func nullTerminated(_ text: String) {
        array(Array(text.utf8.prefix { $0 != 0 }))
        uint8(0)
    }
}
