// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// What changed in a JSON document, as JSON: a list of objects with `op`, `path` and, but for removals, `value`.
enum JSONDiffText {
    /// Appends the list; what cannot be read ends it with an object that says so.
    static func write(_ diffs: Span<UInt8>, to text: inout TextWriter) {
        text.append(UInt8(ascii: "["))
        var cursor = JSONDiffCursor(diffs)
        var isFirst = true
        do throws(WireError) {
            while let diff = try cursor.next() {
                if !isFirst { text.append(UInt8(ascii: ",")) }
                isFirst = false
                text.append("{\"op\":\"")
                text.append(text: "\(diff.operation)")
                text.append("\",\"path\":")
                JSONText.string(diff.path, to: &text)
                if diff.operation != .remove {
                    text.append(",\"value\":")
                    try JSONBinaryView(diff.value).write(to: &text)
                }
                text.append(UInt8(ascii: "}"))
            }
        } catch {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            text.append("{\"error\":\"")
            text.append(text: error.description)
            text.append("\"}")
        }
        text.append(UInt8(ascii: "]"))
    }
}
