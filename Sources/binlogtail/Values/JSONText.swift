// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Pieces of JSON written straight into text.
enum JSONText {
    /// Appends a string of UTF-8 in quotation marks; ill-formed bytes become U+FFFD.
    static func string(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        text.append(UInt8(ascii: "\""))
        let start = text.count
        if PlainRun.isWhole(bytes, quote: UInt8(ascii: "\"")) {
            text.append(copying: bytes)
            text.append(UInt8(ascii: "\""))
            return
        }
        _ = MySQLTypes.CharacterSet.utf8mb4.write(bytes, to: &text)
        escape(from: start, in: &text)
        text.append(UInt8(ascii: "\""))
    }

    /// Appends a string in quotation marks.
    static func string(_ content: String, to text: inout TextWriter) {
        let bytes = Array(content.utf8)
        string(bytes.span, to: &text)
    }

    /// Escapes what stands behind `start`: quotation marks, backslashes and control characters.
    static func escape(from start: Int, in text: inout TextWriter) {
        let first = start + PlainRun.count(of: text.span.extracting(start...), quote: UInt8(ascii: "\""))
        guard first < text.count else { return }
        let raw = [UInt8](copying: text.span.extracting(first...))
        text.truncate(to: first)
        var position = 0
        while position < raw.count {
            let rest = raw.span.extracting(position...)
            let run = PlainRun.count(of: rest, quote: UInt8(ascii: "\""))
            text.append(copying: rest.extracting(first: run))
            position += run
            guard position < raw.count else { return }
            append(escaped: raw[position], to: &text)
            position += 1
        }
    }

    private static func append(escaped byte: UInt8, to text: inout TextWriter) {
        switch byte {
        case UInt8(ascii: "\""): text.append("\\\"")
        case UInt8(ascii: "\\"): text.append("\\\\")
        case 0x0a: text.append("\\n")
        case 0x0d: text.append("\\r")
        case 0x09: text.append("\\t")
        default:
            text.append("\\u00")
            text.append(hex: byte)
        }
    }

    /// Appends `bytes`, and `zeros` bytes of 0 behind them, in base64 with quotation marks (RFC 4648, with padding).
    static func base64(_ bytes: Span<UInt8>, zeros: Int = 0, to text: inout TextWriter) {
        text.append(UInt8(ascii: "\""))
        let count = bytes.count + max(0, zeros)
        var index = 0
        while index < count {
            var group: UInt32 = 0
            for offset in 0..<3 {
                let byte = index + offset < bytes.count ? bytes[index + offset] : 0
                group = group << 8 | UInt32(byte)
            }
            let present = min(3, count - index)
            for digit in 0..<4 {
                let value = UInt8(group >> UInt32(18 - 6 * digit) & 63)
                text.append(digit <= present ? base64Digit(value) : UInt8(ascii: "="))
            }
            index += 3
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func base64Digit(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }
}
