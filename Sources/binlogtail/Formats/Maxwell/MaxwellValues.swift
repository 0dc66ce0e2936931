// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as Maxwell writes them: numbers as numbers, bytes in base64, a SET as an array.
struct MaxwellValues: ValueWriter {
    /// What envelopes have in common.
    let pieces: EnvelopeText

    /// Takes a table, each column of which has its key and a comma in front.
    init(_ table: TableMap, _ invalidText: InvalidText) {
        let columns = RowColumns(table) { column, index, text in
            text.append(UInt8(ascii: ","))
            JSONText.string(column.label(index), to: &text)
            text.append(UInt8(ascii: ":"))
        }
        pieces = EnvelopeText(columns: columns, invalidText: invalidText)
    }

    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        switch cell {
        case .decimal(let value): value.write(to: &text)
        case .timestamp(let value):
            // Moments are in UTC, and Maxwell puts no zone behind them.
            text.append(UInt8(ascii: "\""))
            value.write(to: &text)
            text.append(UInt8(ascii: "\""))
        case .enumeration(let number): try pieces.label(Int(number), column, to: &text)
        case .set(let mask): try set(mask, column, to: &text)
        case .text(let bytes): try pieces.string(bytes, column, to: &text)
        case .json(let bytes): try pieces.document(bytes, to: &text)
        case .jsonDiff: throw .difference
        case .geometry(let bytes): geometry(bytes, to: &text)
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

    private func set(_ mask: UInt64, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        text.append(UInt8(ascii: "["))
        var isFirst = true
        for number in 0..<64 where mask >> UInt64(number) & 1 != 0 {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            try pieces.label(number + 1, column, to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Appends the shape's text, or its bytes in base64 where it has none.
    private func geometry(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        let start = text.count
        text.append(UInt8(ascii: "\""))
        do throws(WireError) {
            try GeometryView(bytes).write(to: &text)
            text.append(UInt8(ascii: "\""))
        } catch {
            text.truncate(to: start)
            JSONText.base64(bytes, to: &text)
        }
    }
}
