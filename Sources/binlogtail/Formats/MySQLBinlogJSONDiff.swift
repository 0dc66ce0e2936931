// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Changes of a JSON document as nested calls of SQL functions.
enum MySQLBinlogJSONDiff {
    /// Appends `JSON_REPLACE(@2, '$.a', 1)`; a column without changes is its own value.
    ///
    /// Changes of one kind that follow each other share a call; the calls that come later stand around it.
    static func write(
        _ diffs: Span<UInt8>,
        column: Int,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        do throws(WireError) {
            try write(diffs, reference: "@\(column + 1)", dialect, to: &text)
        } catch {
            text.append("X'")
            MySQLBinlogFormat.writeHex(diffs, to: &text)
            text.append("'")
        }
    }

    private static func write(
        _ diffs: Span<UInt8>,
        reference: String,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) throws(WireError) {
        var inner = TextWriter()
        inner.append(text: reference)
        var functions: [String] = []
        var calls = TextWriter()
        var cursor = JSONDiffCursor(diffs)
        while let diff = try cursor.next() {
            let function = name(of: diff)
            if functions.last != function {
                if !functions.isEmpty { calls.append(")") }
                functions.append(function)
                calls.append(functions.count == 1 ? ", " : ",\n###      ")
            } else {
                calls.append(",\n###      ")
            }
            MySQLBinlogValue.writeString(diff.path, dialect, to: &calls)
            if diff.operation != .remove {
                calls.append(", ")
                try writeValue(diff.value, dialect, to: &calls)
            }
        }
        // The last call is the outermost.
        for (index, function) in functions.reversed().enumerated() {
            text.append(text: function)
            text.append(index == functions.count - 1 ? "(" : "(\n###      ")
        }
        text.append(inner)
        text.append(calls)
        if !functions.isEmpty { text.append(")") }
    }

    private static func name(of diff: borrowing JSONDiffView) -> String {
        switch diff.operation {
        case .replace: return "JSON_REPLACE"
        case .remove: return "JSON_REMOVE"
        case .insert:
            let path = diff.path
            let isElement = path.count > 0 && path[path.count - 1] == UInt8(ascii: "]")
            return isElement ? "JSON_ARRAY_INSERT" : "JSON_INSERT"
        }
    }

    /// Appends a value as SQL: text as a string, an object or array as a cast.
    private static func writeValue(
        _ value: Span<UInt8>,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) throws(WireError) {
        let view = try JSONBinaryView(value)
        var json = TextWriter()
        try view.write(to: &json)
        switch view.kind {
        case .object, .array:
            text.append("CAST(")
            MySQLBinlogValue.writeString(json.span, dialect, to: &text)
            text.append(" AS JSON)")
        case .string:
            if let string = view.string { MySQLBinlogValue.writeString(string, dialect, to: &text) }
        default:
            // Dates and bytes are JSON strings, whose quotation marks are not part of the text.
            let isQuoted = json.count >= 2 && json.span[0] == UInt8(ascii: "\"")
            if isQuoted {
                MySQLBinlogValue.writeString(json.span.extracting(1..<(json.count - 1)), dialect, to: &text)
            } else {
                text.append(copying: json.span)
            }
        }
    }
}
