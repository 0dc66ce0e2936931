// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Floating-point literals that a server reads back as the same value.
enum SQLNumber {
    /// Appends a DOUBLE.
    static func write(_ value: Double, to text: inout TextWriter) {
        // Only as text a zero keeps its sign.
        if value == 0, value.sign == .minus {
            text.append("'-0'")
            return
        }
        let start = text.count
        text.append(value)
        markAsDouble(from: start, in: &text)
    }

    /// Appends a FLOAT; where `isExact`, as the double that it is, so that a comparison finds it.
    static func write(_ value: Float, isExact: Bool, to text: inout TextWriter) {
        guard !isExact, value != 0 else {
            write(Double(value), to: &text)
            return
        }
        let start = text.count
        text.append(value)
        // The shortest digits are those of the float; a server reads a double first and rounds once more.
        let digits = [UInt8](copying: text.span.extracting(start...))
        guard let read = Double(String(decoding: digits, as: UTF8.self)), Float(read) == value else {
            text.truncate(to: start)
            write(Double(value), to: &text)
            return
        }
        markAsDouble(from: start, in: &text)
    }

    /// Appends an exponent where there is none: else the number would be a DECIMAL.
    private static func markAsDouble(from start: Int, in text: inout TextWriter) {
        for index in start..<text.count where text.span[index] == UInt8(ascii: "e") { return }
        text.append("e0")
    }
}
