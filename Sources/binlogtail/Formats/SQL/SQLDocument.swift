// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Documents of MySQL as SQL: their text where that is all, else the functions that make them.
enum SQLDocument {
    /// Appends an expression whose value is the document.
    static func write(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        let value: JSONValue
        do throws(WireError) {
            value = try JSONValue(try JSONBinaryView(bytes))
        } catch {
            throw .malformed
        }
        guard hasOwnTypes(value) else {
            try writeText(bytes, to: &text)
            return
        }
        switch value {
        case .array, .object: try write(value, to: &text)
        default:
            text.append("CAST(")
            try write(value, to: &text)
            text.append(" AS JSON)")
        }
    }

    /// Appends a diff's value for `JSON_SET` and its like.
    static func argument(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        let start = text.count
        try write(bytes, to: &text)
        guard text.count > start, text.span[start] == UInt8(ascii: "'") || text.span[start] == UInt8(ascii: "_") else {
            return
        }
        // The text of a document is a string unless it is told to be one.
        let literal = [UInt8](copying: text.span.extracting(start...))
        text.truncate(to: start)
        text.append("CAST(")
        text.append(copying: literal.span)
        text.append(" AS JSON)")
    }

    private static func writeText(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        var document = TextWriter()
        do throws(WireError) {
            try JSONBinaryView(bytes).write(to: &document)
        } catch {
            throw .malformed
        }
        SQLText.string(document.span, in: .utf8mb4, to: &text)
    }

    /// Whether there are values that text does not tell from others.
    private static func hasOwnTypes(_ value: JSONValue) -> Bool {
        switch value {
        case .decimal, .opaque: true
        case .array(let elements): elements.contains { hasOwnTypes($0) }
        case .object(let members): members.contains { hasOwnTypes($0.value) }
        default: false
        }
    }

    private static func write(_ value: JSONValue, to text: inout TextWriter) throws(ValueProblem) {
        switch value {
        case .null: text.append("NULL")
        case .bool(let value): text.append(value ? "true" : "false")
        case .int(let value): text.append(value)
        case .uint(let value): text.append(value)
        case .double(let value): SQLNumber.write(value, to: &text)
        case .string(let bytes): SQLText.string(bytes.span, in: .utf8mb4, to: &text)
        case .decimal(let value, _): value.write(to: &text)
        case .opaque(let type, let bytes): try opaque(type, bytes, to: &text)
        case .array(let elements):
            text.append("JSON_ARRAY(")
            for (ordinal, element) in elements.enumerated() {
                if ordinal > 0 { text.append(",") }
                try write(element, to: &text)
            }
            text.append(")")
        case .object(let members):
            text.append("JSON_OBJECT(")
            for (ordinal, member) in members.enumerated() {
                if ordinal > 0 { text.append(",") }
                SQLText.string(member.key.span, in: .utf8mb4, to: &text)
                text.append(",")
                try write(member.value, to: &text)
            }
            text.append(")")
        }
    }

    private static func opaque(
        _ type: ColumnType,
        _ bytes: [UInt8],
        to text: inout TextWriter
    ) throws(ValueProblem) {
        let target: StaticString
        switch type {
        case .date, .newDate: target = " AS DATE)"
        case .time, .time2: target = " AS TIME(6))"
        case .dateTime, .dateTime2, .timestamp, .timestamp2: target = " AS DATETIME(6))"
        case .varchar, .varString, .string:
            if bytes.isEmpty { text.append("x''") } else { ValueText.hexadecimal(bytes.span, zeros: 0, to: &text) }
            return
        default:
            throw ValueProblem(reason: "its document holds a value of type \(type), which no expression makes")
        }
        var literal = TextWriter()
        do throws(WireError) {
            let document = try JSONValue.opaque(type, bytes).encode()
            try JSONBinaryView(document.span).write(to: &literal)
        } catch {
            throw .malformed
        }
        // A date, with the quotation marks of JSON around it.
        text.append("CAST('")
        text.append(copying: literal.span.extracting(1..<max(1, literal.count - 1)))
        text.append("'")
        text.append(target)
    }
}
