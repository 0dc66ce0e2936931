// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Rows as JSON objects, for people and programs that look into what was left out.
///
/// Numbers are written with all their digits, bytes as `0x` and hexadecimal digits, JSON as it is, everything else as a string in the
/// words of MySQL. Columns that the log does not tell are no keys.
enum RowText {
    /// Bytes of a value that are written at most; a longer one ends with how many it had.
    private static let valueLimit = 1 << 18

    /// A row of a batch.
    static func json(_ batch: borrowing ChangeBatch, _ row: Int, _ plan: TablePlan) -> String {
        var text = TextWriter()
        var isFirst = true
        text.append("{")
        for column in plan.source.columns.indices {
            let value = batch.value(row, column)
            if value.isAbsent { continue }
            if !isFirst { text.append(", ") }
            isFirst = false
            quote(plan.name(column), to: &text)
            text.append(": ")
            write(value, in: batch, to: &text)
        }
        text.append("}")
        return text.string
    }

    private static func start(of range: Range<Int>) -> Range<Int> {
        range.lowerBound..<min(range.upperBound, range.lowerBound + valueLimit)
    }

    private static func quote(_ content: String, to text: inout TextWriter) {
        let bytes = Array(content.utf8)
        text.append(quoted: bytes.span)
    }

    private static func write(_ value: ChangeValue, in batch: borrowing ChangeBatch, to text: inout TextWriter) {
        switch value {
        case .absent, .null: text.append("null")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(Int64(value))
        case .float(let value): write(Double(value).isFinite, to: &text) { $0.append(value) }
        case .double(let value): write(value.isFinite, to: &text) { $0.append(value) }
        case .decimal(let range): text.append(copying: batch.bytes(range))
        case .json(let range) where range.count <= valueLimit: text.append(copying: batch.bytes(range))
        case .text(let range), .enumeration(_, label: let range), .set(_, labels: let range), .json(let range):
            guard range.count > valueLimit else { return text.append(quoted: batch.bytes(range)) }
            let start = String(repairing: batch.bytes(start(of: range)))
            quote(start + "… (\(range.count) bytes)", to: &text)
        case .bytes(let range), .geometry(let range), .vector(let range):
            text.append("\"0x")
            text.append(hex: batch.bytes(start(of: range)))
            if range.count > valueLimit { text.append(text: "… (\(range.count) bytes)") }
            text.append("\"")
        case .date(let value): write(false, to: &text) { value.write(to: &$0) }
        case .time(let value): write(false, to: &text) { value.write(to: &$0) }
        case .dateTime(let value): write(false, to: &text) { value.write(to: &$0) }
        case .timestamp(let value): write(false, to: &text) { value.write(to: &$0) }
        }
    }

    /// Writes what `body` does, in quotation marks unless it is a number.
    private static func write(_ isNumber: Bool, to text: inout TextWriter, _ body: (inout TextWriter) -> Void) {
        if !isNumber { text.append("\"") }
        body(&text)
        if !isNumber { text.append("\"") }
    }
}
