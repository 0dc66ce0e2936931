// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values of user variables as JSON.
enum UserVariableText {
    /// Appends the value of a variable that is not NULL.
    static func value(of variable: borrowing UserVarEvent, _ kind: UserVarEvent.Kind, to text: inout TextWriter) {
        var reader = WireReader(variable.value)
        switch kind {
        case .integer:
            let bits = (try? reader.uint64()) ?? 0
            if variable.isUnsigned { text.append(bits) } else { text.append(Int64(bitPattern: bits)) }
        case .real:
            let number = (try? reader.double()) ?? 0
            if number.isFinite { text.append(number) } else { text.append("null") }
        case .decimal: decimal(variable.value, to: &text)
        case .string, .row: string(variable.value, Collation(rawValue: variable.collationID), to: &text)
        }
    }

    /// Appends a decimal (precision, scale, packed form) as a string, since numbers of JSON are not exact in every reader.
    private static func decimal(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        text.append(UInt8(ascii: "\""))
        var reader = WireReader(bytes)
        do throws(WireError) {
            let precision = Int(try reader.uint8())
            let scale = Int(try reader.uint8())
            try MySQLDecimal(from: &reader, precision: precision, scale: scale).write(to: &text)
        } catch {
            ValueText.hexadecimal(bytes, zeros: 0, to: &text)
        }
        text.append(UInt8(ascii: "\""))
    }

    /// Appends text as a string, bytes in base64.
    private static func string(_ bytes: Span<UInt8>, _ collation: Collation, to text: inout TextWriter) {
        guard !collation.isBinary else {
            JSONText.base64(bytes, to: &text)
            return
        }
        let start = text.count
        text.append(UInt8(ascii: "\""))
        _ = (collation.characterSet ?? .utf8mb4).write(bytes, to: &text)
        JSONText.escape(from: start + 1, in: &text)
        text.append(UInt8(ascii: "\""))
    }
}
