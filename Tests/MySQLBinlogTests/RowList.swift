// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

/// Rows as text: `+` for an image behind a change and `-` for one before it, then `column=value`.
struct RowList: RowVisitor {
    private(set) var rows: [String] = []
    private var row = ""

    mutating func beginImage(_ kind: RowImageKind) { row = kind == .before ? "-" : "+" }

    mutating func visit(_ cell: borrowing CellView, column: Int) { row += " \(column)=\(cell.testText)" }

    mutating func endImage(_ kind: RowImageKind) { rows.append(row) }
}

extension CellView {
    /// The value with its kind where the kind is not plain from it.
    var testText: String {
        switch self {
        case .absent: "absent"
        case .null: "NULL"
        case .signed(let value): "\(value)"
        case .unsigned(let value): "\(value)u"
        case .float(let value): "\(value)"
        case .double(let value): "\(value)"
        case .decimal(let value): "\(value)"
        case .bits(let value): "\(value)"
        case .year(let value): "\(value)"
        case .date(let value): "\(value)"
        case .time(let value): "\(value)"
        case .dateTime(let value): "\(value)"
        case .timestamp(let value): "\(value)"
        case .enumeration(let index): "enum \(index)"
        case .set(let mask): "set \(mask)"
        case .text(let bytes): "'\(CellView.text(bytes))'"
        case .binary(let bytes, let length): "x'\([UInt8](copying: bytes).hex)'/\(length)"
        case .json(let bytes): "json \(CellView.json(bytes))"
        case .jsonDiff(let bytes): "diff x'\([UInt8](copying: bytes).hex)'"
        case .geometry(let bytes): "geometry x'\([UInt8](copying: bytes).hex)'"
        case .vector(let bytes): "vector x'\([UInt8](copying: bytes).hex)'"
        case .compressed(let value): "compressed '\(CellView.decompressed(value))'"
        }
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        String(exactly: bytes) ?? "x\([UInt8](copying: bytes).hex)"
    }

    private static func json(_ bytes: Span<UInt8>) -> String {
        var text = TextWriter()
        do throws(WireError) {
            try JSONBinaryView(bytes).write(to: &text)
            return text.string
        } catch {
            return "\(error)"
        }
    }

    private static func decompressed(_ value: borrowing CompressedColumnView) -> String {
        do throws(WireError) {
            return String(decoding: try value.decompressed(), as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }
}
