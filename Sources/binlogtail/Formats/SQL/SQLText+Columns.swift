// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Strings of columns, for a session with `SET NAMES utf8mb4` and backslash escapes.
extension SQLText {
    /// Appends text of a column: quoted where every server reads the same bytes back, else its bytes in hexadecimal digits, with
    /// the character set in front.
    static func string(_ bytes: Span<UInt8>, in set: MySQLTypes.CharacterSet?, to text: inout TextWriter) {
        if bytes.isEmpty {
            text.append("''")
        } else if let set, set.holdsASCII, PlainRun.isWhole(bytes, quote: UInt8(ascii: "'")) {
            text.append(UInt8(ascii: "'"))
            text.append(copying: bytes)
            text.append(UInt8(ascii: "'"))
        } else if let set, set == .utf8mb4 || set == .utf8mb3, quote(bytes, to: &text) {
            return
        } else {
            if let set, !set.isBinary {
                text.append(UInt8(ascii: "_"))
                text.append(text: set.name)
                text.append(UInt8(ascii: " "))
            }
            ValueText.hexadecimal(bytes, zeros: 0, to: &text)
        }
    }

    /// Appends UTF-8 in quotation marks; false, with nothing appended, where it is no UTF-8, or holds what not every program
    /// between here and the server leaves as it is.
    static func quote(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        let start = text.count
        text.append(UInt8(ascii: "'"))
        guard MySQLTypes.CharacterSet.utf8mb4.write(bytes, to: &text) else {
            text.truncate(to: start)
            return false
        }
        let raw = [UInt8](copying: text.span.extracting((start + 1)...))
        text.truncate(to: start + 1)
        for byte in raw {
            switch byte {
            case UInt8(ascii: "'"): text.append("''")
            case UInt8(ascii: "\\"): text.append("\\\\")
            case 0x0a: text.append("\\n")
            case 0x0d: text.append("\\r")
            case 0x09: text.append("\\t")
            case 0..<0x20, 0x7f:
                text.truncate(to: start)
                return false
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "'"))
        return true
    }

    /// Appends a comment of one line.
    static func comment(_ content: String, to text: inout TextWriter) {
        text.append("-- ")
        for byte in content.utf8 { text.append(byte < 0x20 ? UInt8(ascii: " ") : byte) }
        text.append(UInt8(ascii: "\n"))
    }

    /// Appends the parts of an XA transaction's name.
    static func identifier(_ identifier: borrowing XAIdentifierView, to text: inout TextWriter) {
        text.append(" X'")
        for index in identifier.globalID.indices { text.append(hex: identifier.globalID[index]) }
        text.append("',X'")
        for index in identifier.branchQualifier.indices { text.append(hex: identifier.branchQualifier[index]) }
        text.append("',")
        text.append(Int64(identifier.formatID))
    }
}
