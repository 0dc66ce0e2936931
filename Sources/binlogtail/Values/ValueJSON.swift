// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as JSON; `docs/JSON.md` lists what each type becomes.
enum ValueJSON {
    /// Appends a value of the column with this index.
    static func write(
        _ cell: borrowing CellView,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        switch cell {
        case .absent, .null: text.append("null")
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        // JSON has no numbers for what is not finite; no server stores such.
        case .float(let value): if value.isFinite { text.append(value) } else { text.append("null") }
        case .double(let value): if value.isFinite { text.append(value) } else { text.append("null") }
        case .decimal(let value):
            text.append(UInt8(ascii: "\""))
            value.write(to: &text)
            text.append(UInt8(ascii: "\""))
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(value.year)
        case .date, .time, .dateTime, .timestamp:
            ValueText.moment(cell, quote: UInt8(ascii: "\""), marksUTC: true, to: &text)
        case .enumeration(let index): enumeration(Int(index), column, of: columns, to: &text)
        case .set(let mask): set(mask, column, of: columns, to: &text)
        case .text(let bytes): string(bytes, in: columns.characterSet(column), to: &text)
        case .binary(let bytes, let length): binary(bytes, length, column, of: columns, to: &text)
        case .json(let bytes): json(bytes, to: &text)
        case .jsonDiff(let bytes):
            text.append("{\"diff\":")
            JSONDiffText.write(bytes, to: &text)
            text.append(UInt8(ascii: "}"))
        case .geometry(let bytes): geometry(bytes, to: &text)
        case .vector(let bytes): vector(bytes, to: &text)
        case .compressed(let value): compressed(value, in: columns.characterSet(column), to: &text)
        }
    }

    private static func enumeration(
        _ index: Int,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        let label = columns.label(index, column)
        guard index > 0, let label else {
            if index == 0 { text.append("\"\"") } else { text.append(index) }
            return
        }
        string(label.span, in: columns.characterSet(column), to: &text)
    }

    private static func set(
        _ mask: UInt64,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        guard let joined = columns.labels(mask, column) else {
            text.append(mask)
            return
        }
        string(joined.span, in: columns.characterSet(column), to: &text)
    }

    /// Appends text as a string; bytes that are no text of the set, or of no known set and no UTF-8, as an object with
    /// `base64`.
    private static func string(_ bytes: Span<UInt8>, in set: MySQLTypes.CharacterSet, to text: inout TextWriter) {
        let start = text.count
        text.append(UInt8(ascii: "\""))
        if set.holdsASCII, PlainRun.isWhole(bytes, quote: UInt8(ascii: "\"")) {
            text.append(copying: bytes)
            text.append(UInt8(ascii: "\""))
            return
        }
        guard set.write(bytes, to: &text) else {
            text.truncate(to: start)
            undecodable(bytes, to: &text)
            return
        }
        JSONText.escape(from: start + 1, in: &text)
        text.append(UInt8(ascii: "\""))
    }

    private static func undecodable(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        text.append("{\"base64\":")
        JSONText.base64(bytes, to: &text)
        text.append(UInt8(ascii: "}"))
    }

    private static func binary(
        _ bytes: Span<UInt8>,
        _ length: Int,
        _ column: Int,
        of columns: borrowing RowColumns,
        to text: inout TextWriter
    ) {
        if let hint = columns.hint(column) {
            let start = text.count
            text.append(UInt8(ascii: "\""))
            if AddressText.write(bytes, hint, to: &text) {
                text.append(UInt8(ascii: "\""))
                return
            }
            text.truncate(to: start)
        }
        JSONText.base64(bytes, zeros: length - bytes.count, to: &text)
    }

    static func json(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        let start = text.count
        do throws(WireError) {
            try JSONBinaryView(bytes).write(to: &text)
        } catch {
            text.truncate(to: start)
            undecodable(bytes, to: &text)
        }
    }

    private static func geometry(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        let view = GeometryView(bytes)
        text.append("{\"srid\":")
        text.append(UInt64(view.srid))
        let start = text.count
        text.append(",\"wkt\":\"")
        do throws(WireError) {
            try view.write(to: &text)
            text.append(UInt8(ascii: "\""))
        } catch {
            text.truncate(to: start)
        }
        text.append(",\"wkb\":")
        JSONText.base64(view.wkb, to: &text)
        text.append(UInt8(ascii: "}"))
    }

    private static func vector(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        guard let view = try? VectorView(bytes) else {
            undecodable(bytes, to: &text)
            return
        }
        text.append(UInt8(ascii: "["))
        for index in 0..<view.count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            // JSON has no numbers for what is not finite.
            if view[index].isFinite { text.append(view[index]) } else { text.append("null") }
        }
        text.append(UInt8(ascii: "]"))
    }

    private static func compressed(
        _ value: borrowing CompressedColumnView,
        in set: MySQLTypes.CharacterSet,
        to text: inout TextWriter
    ) {
        guard let bytes = try? value.decompressed() else {
            undecodable(value.stored, to: &text)
            return
        }
        if value.isBinary {
            JSONText.base64(bytes.span, to: &text)
        } else {
            string(bytes.span, in: set, to: &text)
        }
    }
}
