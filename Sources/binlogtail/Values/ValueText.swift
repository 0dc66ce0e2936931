// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as a person reads them: numbers bare, text in quotation marks, bytes in hexadecimal digits.
enum ValueText {
    /// Appends a value of the column with this index.
    static func write(
        _ cell: borrowing CellView,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        switch cell {
        case .absent: text.append("(absent)")
        case .null: text.append("NULL")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .float(let value): text.append(value)
        case .double(let value): text.append(value)
        case .decimal(let value): value.write(to: &text)
        case .bits(let value):
            text.append("b'")
            value.write(to: &text)
            text.append(UInt8(ascii: "'"))
        case .year(let value): value.write(to: &text)
        case .date(let value): value.write(to: &text)
        case .time(let value): value.write(to: &text)
        case .dateTime(let value): value.write(to: &text)
        case .timestamp(let value):
            value.write(to: &text)
            if !value.isZero { text.append("Z") }
        case .enumeration(let index): label(Int(index), column, of: columns, to: &text)
        case .set(let mask): labels(mask, column, of: columns, to: &text)
        case .text(let bytes): quoted(bytes, in: columns.characterSet(column), to: &text)
        case .binary(let bytes, let length): binary(bytes, length, columns.hint(column), to: &text)
        case .json(let bytes): json(bytes, to: &text)
        case .jsonDiff(let bytes): JSONDiffText.write(bytes, to: &text)
        case .geometry(let bytes): geometry(bytes, to: &text)
        case .vector(let bytes): vector(bytes, to: &text)
        case .compressed(let value): compressed(value, in: columns.characterSet(column), to: &text)
        }
    }

    /// Appends a date, a time or a moment between quotation marks; `marksUTC` puts a `Z` behind those that are in UTC.
    @inline(__always)
    static func moment(_ cell: borrowing CellView, quote: UInt8, marksUTC: Bool, to text: inout TextWriter) {
        text.append(quote)
        switch cell {
        case .date(let value): value.write(to: &text)
        case .time(let value): value.write(to: &text)
        case .dateTime(let value): value.write(to: &text)
        case .timestamp(let value):
            value.write(to: &text)
            if marksUTC, !value.isZero { text.append(UInt8(ascii: "Z")) }
        default: break
        }
        text.append(quote)
    }

    private static func label(
        _ index: Int,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        guard index > 0 else {
            text.append("''")
            return
        }
        guard let label = columns.label(index, column) else {
            text.append(UInt8(ascii: "#"))
            text.append(index)
            return
        }
        quoted(label.span, in: columns.characterSet(column), to: &text)
    }

    private static func labels(
        _ mask: UInt64,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        guard let labels = columns.labels(mask, column) else {
            text.append(UInt8(ascii: "#"))
            text.append(mask)
            return
        }
        quoted(labels.span, in: columns.characterSet(column), to: &text)
    }

    /// Appends text in quotation marks; bytes that are no text of the set, or of no known set and no UTF-8, in hexadecimal
    /// digits.
    static func quoted(_ bytes: Span<UInt8>, in set: MySQLTypes.CharacterSet, to text: inout TextWriter) {
        let start = text.count
        text.append(UInt8(ascii: "'"))
        guard set.write(bytes, to: &text) else {
            text.truncate(to: start)
            hexadecimal(bytes, zeros: 0, to: &text)
            return
        }
        escape(from: start + 1, in: &text)
        text.append(UInt8(ascii: "'"))
    }

    private static func needsEscape(_ bytes: Span<UInt8>) -> Bool {
        guard PlainRun.count(of: bytes, quote: UInt8(ascii: "'")) == bytes.count else { return true }
        for index in bytes.indices where bytes[index] == 0x7f { return true }
        return false
    }

    /// Escapes what stands behind `start`: quotation marks, backslashes and control characters.
    private static func escape(from start: Int, in text: inout TextWriter) {
        guard needsEscape(text.span.extracting(start...)) else { return }
        let raw = [UInt8](copying: text.span.extracting(start...))
        text.truncate(to: start)
        for byte in raw {
            switch byte {
            case UInt8(ascii: "'"): text.append("\\'")
            case UInt8(ascii: "\\"): text.append("\\\\")
            case 0x0a: text.append("\\n")
            case 0x0d: text.append("\\r")
            case 0x09: text.append("\\t")
            case 0..<0x20, 0x7f:
                text.append("\\x")
                text.append(hex: byte)
            default: text.append(byte)
            }
        }
    }

    /// Appends `0x` and two digits a byte, with `zeros` bytes of 0 behind.
    static func hexadecimal(_ bytes: Span<UInt8>, zeros: Int, to text: inout TextWriter) {
        text.append("0x")
        for index in bytes.indices { text.append(hex: bytes[index]) }
        for _ in 0..<max(0, zeros) { text.append("00") }
    }

    private static func binary(_ bytes: Span<UInt8>, _ length: Int, _ hint: ColumnHint?, to text: inout TextWriter) {
        if let hint, AddressText.write(bytes, hint, to: &text) { return }
        hexadecimal(bytes, zeros: length - bytes.count, to: &text)
    }

    private static func json(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        do throws(WireError) {
            try JSONBinaryView(bytes).write(to: &text)
        } catch {
            hexadecimal(bytes, zeros: 0, to: &text)
        }
    }

    private static func geometry(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        let view = GeometryView(bytes)
        do throws(WireError) {
            try view.write(to: &text)
            guard view.srid != 0 else { return }
            text.append(" SRID ")
            text.append(UInt64(view.srid))
        } catch {
            hexadecimal(bytes, zeros: 0, to: &text)
        }
    }

    private static func vector(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        do throws(WireError) {
            try VectorView(bytes).write(to: &text)
        } catch {
            hexadecimal(bytes, zeros: 0, to: &text)
        }
    }

    private static func compressed(
        _ value: borrowing CompressedColumnView,
        in set: MySQLTypes.CharacterSet,
        to text: inout TextWriter
    ) {
        guard let bytes = try? value.decompressed() else {
            hexadecimal(value.stored, zeros: 0, to: &text)
            return
        }
        if value.isBinary {
            hexadecimal(bytes.span, zeros: 0, to: &text)
        } else {
            quoted(bytes.span, in: set, to: &text)
        }
    }
}
