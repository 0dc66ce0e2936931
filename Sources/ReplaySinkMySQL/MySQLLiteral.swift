// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLTypes

/// Values as literals, which read the same under every `sql_mode` (docs/TYPE-MAPPING.md).
enum MySQLLiteral {
    /// Appends a value.
    static func write(_ value: ChangeValue, in batch: borrowing ChangeBatch, to text: inout TextWriter) {
        switch value {
        case .absent: text.append("DEFAULT")
        case .null: text.append("NULL")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(Int64(value))
        case .float(let value): text.append(value)
        case .double(let value): write(value, to: &text)
        case .decimal(let range): text.append(copying: batch.bytes(range))
        case .text(let range), .json(let range), .enumeration(_, label: let range), .set(_, labels: let range):
            quote(batch.bytes(range), to: &text)
        case .bytes(let range), .geometry(let range), .vector(let range): hexadecimal(batch.bytes(range), to: &text)
        case .date(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        case .time(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        case .dateTime(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        case .timestamp(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        }
    }

    /// Appends a double; without an exponent it would be a decimal.
    private static func write(_ value: Double, to text: inout TextWriter) {
        let start = text.count
        text.append(value)
        if !hasExponent(text.span.extracting(start..<text.count)) { text.append("e0") }
    }

    private static func hasExponent(_ digits: Span<UInt8>) -> Bool {
        for index in digits.indices where digits[index] == UInt8(ascii: "e") { return true }
        return false
    }

    /// Appends text in UTF-8 in quotation marks.
    ///
    /// Bytes that mean something in a literal stand in hexadecimal digits with all the rest, since what a backslash means hangs on
    /// the `sql_mode`.
    static func quote(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") || byte == 0 {
                text.append("_utf8mb4 ")
                hexadecimal(bytes, to: &text)
                return
            }
        }
        text.append("'")
        text.append(copying: bytes)
        text.append("'")
    }

    /// Appends `X'…'`.
    static func hexadecimal(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        text.append("X'")
        for index in bytes.indices { text.append(hex: bytes[index]) }
        text.append("'")
    }

    /// A text as a literal.
    static func text(_ content: String) -> String {
        var text = TextWriter()
        let bytes = Array(content.utf8)
        quote(bytes.span, to: &text)
        return text.string
    }
}
