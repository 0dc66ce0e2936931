// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension JSONBinaryView {
    /// Writes the text that the server gives for the value: `{"a": 1, "b": [1, 2.0]}`.
    ///
    /// Integers and decimals are written digit for digit, doubles with the fewest digits that give them back and
    /// always with a point or an exponent. Dates and times are strings (`"2024-02-29 23:59:59.000000"`), other SQL
    /// types are `"base64:type15:…"` with the number of their type. In strings only `"`, `\` and control characters
    /// are escaped. Bytes that are not UTF-8 (no server writes them) stay as they are, so text made of such a document
    /// is not UTF-8 either; its structure stays readable, because none of these bytes can pass for a quote.
    ///
    /// - Parameter text: Where to write; unchanged if an error is thrown.
    /// - Throws: `WireError` if any part of the value is malformed, nested too deep or met more often than its bytes
    ///   allow.
    ///
    /// Source: MySQL 9.7, `sql-common/json_dom.cc`, `wrapper_to_string`, `double_quote`.
    public func write(to text: inout TextWriter) throws(WireError) {
        var budget = JSONWalkBudget(self)
        let start = text.count
        do throws(WireError) {
            try write(to: &text, within: &budget)
        } catch {
            text.truncate(to: start)
            throw error
        }
    }

    private func write(to text: inout TextWriter, within budget: inout JSONWalkBudget) throws(WireError) {
        try budget.pay(for: self)
        switch kind {
        case .null: text.append("null")
        case .bool: text.append(shape.bits == 0 ? "false" : "true")
        case .int: text.append(Int64(bitPattern: shape.bits))
        case .uint: text.append(shape.bits)
        case .double: try writeDouble(to: &text)
        case .string: text.append(quoted: content)
        case .opaque: try writeOpaque(to: &text)
        case .array:
            text.append(UInt8(ascii: "["))
            for index in 0..<count {
                if index > 0 { text.append(", ") }
                try value(at: index).write(to: &text, within: &budget)
            }
            text.append(UInt8(ascii: "]"))
        case .object:
            text.append(UInt8(ascii: "{"))
            for index in 0..<count {
                if index > 0 { text.append(", ") }
                let key = try key(at: index)
                try budget.pay(key.count, at: shape.start)
                text.append(quoted: key)
                text.append(": ")
                try value(at: index).write(to: &text, within: &budget)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private func writeDouble(to text: inout TextWriter) throws(WireError) {
        let double = Double(bitPattern: shape.bits)
        // JSON has no such numbers and the server stores none.
        guard double.isFinite else { throw WireError(.invalidValue(shape.bits), at: shape.start) }
        let start = text.count
        text.append(double)
        var isWhole = true
        for index in start..<text.count
        where text.span[index] == UInt8(ascii: ".") || text.span[index] == UInt8(ascii: "e") {
            isWhole = false
        }
        if isWhole { text.append(".0") }
    }

    private func writeOpaque(to text: inout TextWriter) throws(WireError) {
        let type = ColumnType(rawValue: UInt8(truncatingIfNeeded: shape.bits))
        switch type {
        case .newDecimal: try JSONDecimal.read(content, at: shape.start).value.write(to: &text)
        case .date: try packedDateTime().writeDate(to: &text)
        case .dateTime, .timestamp: try packedDateTime().writeDateTime(to: &text)
        case .time: try packedDateTime().writeTime(to: &text)
        case .varString: text.append(quoted: content)
        default:
            text.append("\"base64:type")
            text.append(UInt64(type.rawValue))
            text.append(UInt8(ascii: ":"))
            text.append(base64InJSON: content)
            text.append(UInt8(ascii: "\""))
        }
    }

    private func packedDateTime() throws(WireError) -> JSONPackedTime {
        var reader = WireReader(document)
        try reader.advance(shape.start)
        let packed = JSONPackedTime(packed: Int64(bitPattern: try reader.uint64()), offset: shape.start)
        try reader.expectEnd()
        return packed
    }
}

/// A date or time inside JSON: 8 bytes little-endian, microseconds in the low 24 bits.
///
/// Source: MySQL 9.7, `mysys/my_time.cc`, `TIME_from_longlong_datetime_packed`, `TIME_from_longlong_time_packed`.
private struct JSONPackedTime {
    var packed: Int64
    var offset: Int

    private var invalid: WireError { WireError(.invalidValue(UInt64(bitPattern: packed)), at: offset) }

    /// `(year * 13 + month) << 5 | day` above 5 bits of hour, 6 of minute, 6 of second.
    func writeDate(to text: inout TextWriter) throws(WireError) {
        guard packed >= 0 else { throw invalid }
        let day = UInt64(packed) >> 41
        let month = day >> 5
        text.append(UInt8(ascii: "\""))
        text.append(month / 13, minimumDigits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(month % 13, minimumDigits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(day & 0x1f, minimumDigits: 2)
        text.append(UInt8(ascii: "\""))
    }

    func writeDateTime(to text: inout TextWriter) throws(WireError) {
        try writeDate(to: &text)
        text.truncate(to: text.count - 1)
        text.append(UInt8(ascii: " "))
        try writeClock(hours: (UInt64(packed) >> 36) & 0x1f, to: &text)
    }

    /// 10 bits of hours, 6 of minute, 6 of second; the whole number negated for times before zero.
    func writeTime(to text: inout TextWriter) throws(WireError) {
        let hours = packed.magnitude >> 36
        guard hours < 1 << 10 else { throw invalid }
        text.append(UInt8(ascii: "\""))
        if packed < 0 { text.append(UInt8(ascii: "-")) }
        try writeClock(hours: hours, to: &text)
    }

    private func writeClock(hours: UInt64, to text: inout TextWriter) throws(WireError) {
        let microseconds = packed.magnitude & 0xff_ffff
        guard microseconds < 1_000_000 else { throw invalid }
        text.append(hours, minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append((packed.magnitude >> 30) & 0x3f, minimumDigits: 2)
        text.append(UInt8(ascii: ":"))
        text.append((packed.magnitude >> 24) & 0x3f, minimumDigits: 2)
        text.append(UInt8(ascii: "."))
        text.append(microseconds, minimumDigits: 6)
        text.append(UInt8(ascii: "\""))
    }
}

extension TextWriter {
    /// Appends `content` as a JSON string in quotes, with the server's escapes.
    ///
    /// Source: MySQL 9.7, `sql-common/json_dom.cc`, `double_quote`, `escape_character`.
    mutating func append(quoted content: Span<UInt8>) {
        append(UInt8(ascii: "\""))
        var run = 0
        for index in 0..<content.count {
            let byte = content[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            append(copying: content.extracting(run..<index))
            run = index + 1
            append(escaped: byte)
        }
        append(copying: content.extracting(run..<content.count))
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0a: append(UInt8(ascii: "n"))
        case 0x0c: append(UInt8(ascii: "f"))
        case 0x0d: append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        default:
            append("u00")
            append(hex: byte)
        }
    }

    /// Appends `content` in base64, with an escaped line feed between lines of 76 characters as the server's has.
    ///
    /// Source: MySQL 9.7, `include/base64.h`, `base64_encode`.
    fileprivate mutating func append(base64InJSON content: Span<UInt8>) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for start in stride(from: 0, to: content.count, by: 3) {
            // 57 bytes make one line.
            if start > 0, start % 57 == 0 { append("\\n") }
            let present = min(3, content.count - start)
            var group = 0
            for index in 0..<3 { group = group << 8 | (index < present ? Int(content[start + index]) : 0) }
            for digit in 0..<4 {
                let sextet = alphabet[(group >> (18 - 6 * digit)) & 0x3f]
                append(digit <= present ? sextet : UInt8(ascii: "="))
            }
        }
    }
}
