// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as Debezium's connectors for MySQL and MariaDB write them in JSON.
struct DebeziumValues: ValueWriter {
    /// What envelopes have in common.
    let pieces: EnvelopeText
    private let decimals: DecimalMode
    private let unsigned: UnsignedMode

    /// Takes a table, each column of which has its key and a comma in front.
    init(_ table: TableMap, _ options: EnvelopeOptions) {
        let columns = RowColumns(table) { column, index, text in
            text.append(UInt8(ascii: ","))
            JSONText.string(column.label(index), to: &text)
            text.append(UInt8(ascii: ":"))
        }
        pieces = EnvelopeText(columns: columns, invalidText: options.invalidText)
        decimals = options.decimalHandlingMode
        unsigned = options.bigintUnsignedHandlingMode
    }

    private func isNullable(_ column: Int) -> Bool { pieces.columns.table.columns[column].isNullable }

    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        switch cell {
        case .unsigned(let value): write(value, column, to: &text)
        case .decimal(let value): write(value, to: &text)
        case .bits(let value): write(value, to: &text)
        case .date(let value): number(CivilDay.days(value).map { Int64($0) }, column, to: &text)
        case .time(let value): text.append(DebeziumValues.microseconds(value))
        case .dateTime(let value):
            let microseconds = CivilDay.microseconds(value)
            // Of up to three digits nothing is lost by the division.
            number(value.fractionalDigits <= 3 ? microseconds.map { $0 / 1000 } : microseconds, column, to: &text)
        case .timestamp(let value): write(value, column, to: &text)
        case .enumeration(let number): try pieces.label(Int(number), column, to: &text)
        case .set(let mask): try pieces.labels(mask, column, to: &text)
        case .text(let bytes): try pieces.string(bytes, column, to: &text)
        case .json(let bytes): try pieces.documentString(bytes, to: &text)
        case .jsonDiff: throw .difference
        case .geometry(let bytes): geometry(bytes, column, to: &text)
        case .vector(let bytes): try pieces.vector(bytes, to: &text)
        case .compressed(let value):
            let bytes = try pieces.decompressed(value)
            if value.isBinary {
                JSONText.base64(bytes.span, to: &text)
            } else {
                try pieces.string(bytes.span, column, to: &text)
            }
        default: ValueJSON.write(cell, column, of: pieces.columns, to: &text)
        }
    }

    private func write(_ value: UInt64, _ column: Int, to text: inout TextWriter) {
        guard unsigned == .precise, pieces.columns.table.columns[column].type == .longLong else {
            // Also beyond 63 bits: the number is told as it is.
            text.append(value)
            return
        }
        var digits = TextWriter()
        digits.append(value)
        let bytes = TwosComplement.bytes(ofDigits: digits.span, isNegative: false)
        JSONText.base64(bytes.span, to: &text)
    }

    private func write(_ value: MySQLDecimal, to text: inout TextWriter) {
        switch decimals {
        case .double: value.write(to: &text)
        case .string:
            text.append(UInt8(ascii: "\""))
            value.write(to: &text)
            text.append(UInt8(ascii: "\""))
        case .precise:
            var digits = TextWriter()
            value.write(to: &digits)
            let bytes = TwosComplement.bytes(ofDigits: digits.span, isNegative: value.isNegative)
            JSONText.base64(bytes.span, to: &text)
        }
    }

    /// BIT(1) is a boolean; longer ones are bytes, the lowest first.
    private func write(_ value: MySQLBitString, to text: inout TextWriter) {
        guard value.bitCount > 1 else {
            text.append(value.value != 0 ? "true" : "false")
            return
        }
        let bytes = (0..<(Int(value.bitCount) + 7) / 8).map { UInt8(truncatingIfNeeded: value.value >> UInt64($0 * 8)) }
        JSONText.base64(bytes.span, to: &text)
    }

    /// Appends a number; of days that there are not, as zero dates, null, or 0 where the column takes no NULL.
    private func number(_ value: Int64?, _ column: Int, to text: inout TextWriter) {
        if let value {
            text.append(value)
        } else {
            text.append(isNullable(column) ? "null" : "0")
        }
    }

    private static func microseconds(_ time: MySQLTime) -> Int64 {
        let seconds = Int64(time.hours) * 3600 + Int64(time.minutes) * 60 + Int64(time.seconds)
        let microseconds = seconds * 1_000_000 + Int64(time.microseconds)
        return time.isNegative ? -microseconds : microseconds
    }

    private func write(_ value: MySQLTimestamp, _ column: Int, to text: inout TextWriter) {
        guard !value.isZero else {
            text.append(isNullable(column) ? "null" : "\"1970-01-01T00:00:00Z\"")
            return
        }
        text.append(UInt8(ascii: "\""))
        let start = text.count
        value.write(to: &text)
        let digits = [UInt8](copying: text.span.extracting(start...))
        text.truncate(to: start)
        for byte in digits { text.append(byte == UInt8(ascii: " ") ? UInt8(ascii: "T") : byte) }
        text.append("Z\"")
    }

    /// Appends an object with `wkb` and `srid`; of points with `x` and `y` as well.
    private func geometry(_ bytes: Span<UInt8>, _ column: Int, to text: inout TextWriter) {
        let view = GeometryView(bytes)
        text.append(UInt8(ascii: "{"))
        if pieces.columns.table.columns[column].geometryType == 1 {
            var reader = WireReader(view.wkb)
            let start = text.count
            do throws(WireError) {
                // Byte order (always little-endian) and kind.
                try reader.advance(5)
                text.append("\"x\":")
                text.append(try reader.double())
                text.append(",\"y\":")
                text.append(try reader.double())
                text.append(UInt8(ascii: ","))
            } catch {
                text.truncate(to: start)
            }
        }
        text.append("\"wkb\":")
        JSONText.base64(view.wkb, to: &text)
        text.append(",\"srid\":")
        if view.srid == 0 { text.append("null") } else { text.append(UInt64(view.srid)) }
        text.append(UInt8(ascii: "}"))
    }
}
