// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values of rows as the tools print them.
enum MySQLBinlogValue {
    /// Appends a value.
    static func write(
        _ cell: borrowing CellView,
        column: Int,
        _ columns: borrowing MySQLBinlogColumns,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        switch cell {
        case .absent, .null: text.append("NULL")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .float(let value): PrintfNumber.write(value, to: &text)
        case .double(let value): PrintfNumber.write(value, to: &text)
        case .decimal(let value): value.write(to: &text)
        case .bits(let value): writeBits(value.value, count: Int(value.bitCount), to: &text)
        case .year(let value): text.append(UInt64(value.year), minimumDigits: 4)
        case .date(let value): write(value, to: &text)
        case .time(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        case .dateTime(let value):
            text.append("'")
            value.write(to: &text)
            text.append("'")
        case .timestamp(let value): value.writeEpoch(to: &text)
        case .enumeration(let value): text.append(UInt64(value))
        case .set(let value): writeBits(value, count: 8 * length(column, columns), to: &text)
        case .text(let bytes): writeString(bytes, dialect, to: &text)
        case .binary(let bytes, paddedTo: _): writeString(bytes, dialect, to: &text)
        case .geometry(let bytes): writeString(bytes, dialect, to: &text)
        case .json(let document): writeJSON(document, dialect, to: &text)
        case .jsonDiff(let diffs): MySQLBinlogJSONDiff.write(diffs, column: column, dialect, to: &text)
        case .vector(let bytes): writeVector(bytes, dialect, to: &text)
        case .compressed(let value):
            // What cannot be decompressed is shown as it is stored.
            guard let plain = try? value.decompressed() else {
                writeString(value.stored, dialect, to: &text)
                return
            }
            writeString(plain.span, dialect, to: &text)
        }
    }

    private static func length(_ column: Int, _ columns: borrowing MySQLBinlogColumns) -> Int {
        columns.rows.table.columns[column].metadata.length
    }

    /// Appends `b'0101'`, the highest bit first.
    private static func writeBits(_ value: UInt64, count: Int, to text: inout TextWriter) {
        text.append("b'")
        for bit in stride(from: min(count, 64) - 1, through: 0, by: -1) {
            text.append(value >> UInt64(bit) & 1 == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
        }
        text.append("'")
    }

    /// Appends `'2024:02:29'`.
    private static func write(_ date: MySQLDate, to text: inout TextWriter) {
        text.append("'")
        text.append(UInt64(date.year), minimumDigits: 4)
        text.append(":")
        text.append(UInt64(date.month), minimumDigits: 2)
        text.append(":")
        text.append(UInt64(date.day), minimumDigits: 2)
        text.append("'")
    }

    private static func writeJSON(
        _ document: Span<UInt8>,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        text.append("'")
        let start = text.count
        do throws(WireError) {
            try JSONBinaryView(document).write(to: &text)
        } catch {
            text.truncate(to: start - 1)
            text.append("X'")
            MySQLBinlogFormat.writeHex(document, to: &text)
            text.append("'")
            return
        }
        if PlainRun.count(of: text.span.extracting(start...), quote: UInt8(ascii: "'")) == text.count - start {
            text.append("'")
            return
        }
        let json = [UInt8](copying: text.span.extracting(start...))
        text.truncate(to: start - 1)
        writeString(json.span, dialect, to: &text)
    }

    private static func writeVector(
        _ bytes: Span<UInt8>,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        do throws(WireError) {
            try VectorView(bytes).write(to: &text)
        } catch {
            writeString(bytes, dialect, to: &text)
        }
    }

    /// Appends a string in quotation marks, escaped as the tool does: MariaDB's leaves quotation marks and backslashes.
    static func writeString(
        _ bytes: Span<UInt8>,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        text.append("'")
        var position = 0
        while position < bytes.count {
            let rest = bytes.extracting(position...)
            let run = PlainRun.count(of: rest, quote: UInt8(ascii: "'"))
            text.append(copying: rest.extracting(first: run))
            position += run
            guard position < bytes.count else { break }
            let byte = bytes[position]
            if byte < 0x20 || dialect == .mysql { writeEscape(byte, dialect, to: &text) } else { text.append(byte) }
            position += 1
        }
        text.append("'")
    }

    private static func writeEscape(_ byte: UInt8, _ dialect: MySQLBinlogFormat.Dialect, to text: inout TextWriter) {
        switch (dialect, byte) {
        case (.mysql, 0x08): text.append("\\b")
        case (.mysql, 0x09): text.append("\\t")
        case (.mysql, 0x0a): text.append("\\n")
        case (.mysql, 0x0c): text.append("\\f")
        case (.mysql, 0x0d): text.append("\\r")
        case (_, UInt8(ascii: "'")): text.append("\\'")
        case (_, UInt8(ascii: "\\")): text.append("\\\\")
        default:
            text.append("\\x")
            text.append(hex: byte)
        }
    }
}
