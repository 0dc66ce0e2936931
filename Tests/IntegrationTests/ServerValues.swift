// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

/// What the server gives for every row of a table, to be compared with what its log says was inserted.
struct ServerValues {
    let server: LiveServer
    let schema: String
    let table: String
    let columns: [EdgeColumn]

    init(_ server: LiveServer, schema: String, table: String, _ columns: [EdgeColumn]) {
        self.server = server
        self.schema = schema
        self.table = table
        self.columns = columns
    }

    /// Compares the rows inserted in the logs with those that the table holds, in the order of the first column.
    func expectInserted(in logs: DifferentialLogs) throws {
        let list = columns.map { $0.selected }.joined(separator: ", ")
        let rows = try server.query("SET time_zone = '+00:00'; SELECT \(list) FROM \(schema).\(table) ORDER BY id;")
        var inserted: [[String?]] = []
        for path in logs.paths { inserted += try read(path) }
        #expect(inserted.count == rows.count)
        for (found, expected) in zip(inserted, rows) where found != expected {
            for (index, column) in columns.enumerated() where found[index] != expected[index] {
                Issue.record(
                    """
                    \(server) row \(expected[0] ?? ""), \(column.name) \(column.type): \
                    the log says \((found[index] ?? "NULL").prefix(200)), \
                    the table \((expected[index] ?? "NULL").prefix(200))
                    """
                )
            }
        }
    }

    private func read(_ path: String) throws -> [[String?]] {
        var options = BinlogDecoder.Options()
        for column in columns {
            if let hint = column.hint {
                options.hints.set(hint, database: schema, table: table, column: column.name)
            }
        }
        var reader = try BinlogFileReader(path: path, options: options)
        var visitor = TextRows()
        while let event = try reader.next() {
            guard case .rows(let rows) = event.body, rows.table.database == schema, rows.table.table == table,
                rows.operation == .insert
            else { continue }
            visitor.columns = rows.table.columns
            try rows.visit(&visitor)
        }
        return visitor.rows
    }
}

/// Every row as the texts that the server gives for its values.
struct TextRows: RowVisitor {
    var columns: [Column] = []
    private(set) var rows: [[String?]] = []
    private var row: [String?] = []

    mutating func beginImage(_ kind: RowImageKind) {
        row = []
    }

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        var text = TextWriter()
        guard TextRows.write(cell, columns[column], to: &text) else {
            row.append(nil)
            return
        }
        row.append(text.string)
    }

    mutating func endImage(_ kind: RowImageKind) {
        rows.append(row)
    }

    /// Appends a value as the server gives it, bytes and text in hexadecimal; false for NULL.
    private static func write(_ cell: borrowing CellView, _ column: Column, to text: inout TextWriter) -> Bool {
        switch cell {
        case .absent, .null: return false
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .float(let value): text.append(asServer: value)
        case .double(let value): text.append(value)
        case .decimal(let value): value.write(to: &text)
        case .bits(let value): text.append(value.value)
        case .year(let value): value.write(to: &text)
        case .date(let value): value.write(to: &text)
        case .time(let value): value.write(to: &text)
        case .dateTime(let value): value.write(to: &text)
        case .timestamp(let value): value.write(to: &text)
        case .enumeration(let value): text.append(UInt64(value))
        case .set(let value): text.append(value)
        case .text(let bytes): hexadecimal(bytes, to: &text)
        case .binary(let bytes, let length): write(bytes, length, column, to: &text)
        case .geometry(let bytes): hexadecimal(bytes, to: &text)
        case .vector(let bytes): hexadecimal(bytes, to: &text)
        case .json(let document):
            do throws(WireError) {
                try JSONBinaryView(document).write(to: &text)
            } catch {
                text.append(text: "\(error)")
            }
        case .jsonDiff: text.append("a difference")
        case .compressed(let value):
            let plain = (try? value.decompressed()) ?? []
            hexadecimal(plain.span, to: &text)
        }
        return true
    }

    private static func write(_ bytes: Span<UInt8>, _ length: Int, _ column: Column, to text: inout TextWriter) {
        var padded = [UInt8](copying: bytes)
        padded += [UInt8](repeating: 0, count: max(0, length - padded.count))
        do throws(WireError) {
            switch column.hint {
            case .uuid: try text.append(uuid: padded.span)
            case .inet4: try text.append(inet4: padded.span)
            case .inet6: try text.append(inet6: padded.span)
            default: hexadecimal(padded.span, to: &text)
            }
        } catch {
            text.append(text: "\(error)")
        }
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, to text: inout TextWriter) {
        for index in bytes.indices { text.append(hex: bytes[index], uppercase: true) }
    }
}
