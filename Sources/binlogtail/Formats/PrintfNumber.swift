// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Floating point numbers as C prints them; those that C writes with an exponent are left to it.
enum PrintfNumber {
    /// Appends `%-20g`: six digits, filled up with spaces to 20 characters.
    static func write(_ value: Float, to text: inout TextWriter) {
        let start = text.count
        if let digits = SignificantDigits(Double(value), precision: 6) {
            digits.write(to: &text)
        } else {
            write(Double(value), "%g", to: &text)
        }
        while text.count < start + 20 { text.append(UInt8(ascii: " ")) }
    }

    /// Appends `%.20g`: twenty digits.
    static func write(_ value: Double, to text: inout TextWriter) {
        if let digits = SignificantDigits(value, precision: 20) {
            digits.write(to: &text)
        } else {
            write(value, "%.20g", to: &text)
        }
    }

    /// Appends `%.14g` where that leads back to the value, else `%.17g`.
    static func write(shortest value: Double, to text: inout TextWriter) {
        var short = TextWriter()
        write(value, "%.14g", to: &short)
        if Double(short.string) == value {
            text.append(text: short.string)
        } else {
            write(value, "%.17g", to: &text)
        }
    }

    private static func write(_ value: Double, _ format: String, to text: inout TextWriter) {
        // Twenty digits, sign, point, exponent and the zero at the end take at most 29 characters.
        var buffer = [CChar](repeating: 0, count: 40)
        let count = unsafe withVaList([value]) { arguments in
            unsafe vsnprintf(&buffer, buffer.count, format, arguments)
        }
        for index in 0..<max(0, min(Int(count), buffer.count - 1)) { text.append(UInt8(bitPattern: buffer[index])) }
    }
}
