// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Values as canal's flat messages have them: each a string, bytes as the characters of ISO 8859-1.
struct CanalValues: ValueWriter {
    /// What envelopes have in common.
    let pieces: EnvelopeText

    /// Takes a table, each column of which has its key in front.
    init(_ table: TableMap, _ invalidText: InvalidText) {
        let columns = RowColumns(table) { column, index, text in
            JSONText.string(column.label(index), to: &text)
            text.append(UInt8(ascii: ":"))
        }
        pieces = EnvelopeText(columns: columns, invalidText: invalidText)
    }

    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        switch cell {
        case .absent, .null: text.append("null")
        case .signed, .unsigned, .float, .double, .bits, .year:
            text.append(UInt8(ascii: "\""))
            ValueJSON.write(cell, column, of: pieces.columns, to: &text)
            text.append(UInt8(ascii: "\""))
        case .decimal, .date, .time, .dateTime: ValueJSON.write(cell, column, of: pieces.columns, to: &text)
        case .timestamp(let value):
            text.append(UInt8(ascii: "\""))
            value.write(to: &text)
            text.append(UInt8(ascii: "\""))
        case .enumeration(let number): try pieces.label(Int(number), column, to: &text)
        case .set(let mask): try pieces.labels(mask, column, to: &text)
        case .text(let bytes): try pieces.string(bytes, column, to: &text)
        case .binary(let bytes, let length):
            if !pieces.address(bytes, column, to: &text) { latin(bytes, zeros: length - bytes.count, to: &text) }
        case .json(let bytes): try pieces.documentString(bytes, to: &text)
        case .jsonDiff: throw .difference
        case .geometry(let bytes): latin(bytes, zeros: 0, to: &text)
        case .vector(let bytes):
            text.append(UInt8(ascii: "\""))
            try pieces.vector(bytes, to: &text)
            text.append(UInt8(ascii: "\""))
        case .compressed(let value):
            let bytes = try pieces.decompressed(value)
            if value.isBinary {
                latin(bytes.span, zeros: 0, to: &text)
            } else {
                try pieces.string(bytes.span, column, to: &text)
            }
        }
    }

    /// Appends a character for each byte, as canal makes a string of bytes.
    private func latin(_ bytes: Span<UInt8>, zeros: Int, to text: inout TextWriter) {
        text.append(UInt8(ascii: "\""))
        let start = text.count
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x80 {
                text.append(byte)
            } else {
                text.append(0xc0 | byte >> 6)
                text.append(0x80 | byte & 0x3f)
            }
        }
        for _ in 0..<max(0, zeros) { text.append(0) }
        JSONText.escape(from: start, in: &text)
        text.append(UInt8(ascii: "\""))
    }
}
