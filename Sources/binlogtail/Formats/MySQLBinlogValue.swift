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
        _ columns: MySQLBinlogColumns,
        _ dialect: MySQLBinlogFormat.Dialect,
        to text: inout TextWriter
    ) {
        switch cell {
        case .absent, .null: text.append("NULL")
        case .signed(let value): writeInteger(value, width: width(column, columns), to: &text)
        case .unsigned(let value):
            writeInteger(Int64(bitPattern: value), width: width(column, columns), to: &text)
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

    /// Bytes of an integer.
    private static func width(_ column: Int, _ columns: MySQLBinlogColumns) -> Int {
        switch columns.table?.columns[column].type {
        case .tiny: 1
        case .short: 2
        case .int24: 3
        case .long: 4
        default: 8
        }
    }

    private static func length(_ column: Int, _ columns: MySQLBinlogColumns) -> Int {
        columns.table?.columns[column].metadata.length ?? 0
    }

    /// Appends an integer as a signed one, with what it is unsigned in parentheses where that differs.
    private static func writeInteger(_ value: Int64, width: Int, to text: inout TextWriter) {
        let shift = Int64(64 - 8 * width)
        let signed = (value << shift) >> shift
        text.append(signed)
        guard signed < 0 else { return }
        text.append(" (")
        text.append((UInt64(bitPattern: value) << UInt64(shift)) >> UInt64(shift))
        text.append(")")
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
        var json = TextWriter()
        do throws(WireError) {
            try JSONBinaryView(document).write(to: &json)
        } catch {
            text.append("X'")
            MySQLBinlogFormat.writeHex(document, to: &text)
            text.append("'")
            return
        }
        let bytes = json.bytes
        writeString(bytes.span, dialect, to: &text)
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
        var run = 0
        for index in bytes.indices {
            let byte = bytes[index]
            let isSpecial = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
            guard byte < 0x20 || isSpecial && dialect == .mysql else { continue }
            text.append(copying: bytes.extracting(run..<index))
            run = index + 1
            writeEscape(byte, dialect, to: &text)
        }
        text.append(copying: bytes.extracting(run..<bytes.count))
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
