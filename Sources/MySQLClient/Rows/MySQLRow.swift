// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
package import MySQLWire
package import NIOCore

/// One row of a result: its bytes, and where in them each value is.
///
/// A row holds the read that it came in; what is kept for long is better decoded.
public struct MySQLRow: Sendable {
    /// What the server tells of the columns.
    public let columns: [ColumnDefinition]
    /// The place of the row in its result, counted from 0.
    public let index: Int
    private let bytes: ByteBuffer
    private let cells: [CellRange]
    private let format: MySQLCell.Format

    /// Finds the values in the content of a packet.
    ///
    /// - Throws: an error if the row is not laid out as `columns` say.
    package init(_ bytes: ByteBuffer, index: Int, shape: RowShape) throws(WireError) {
        var cells: [CellRange] = []
        cells.reserveCapacity(shape.columns.count)
        let span = bytes.readableBytesUInt8Span
        switch shape.format {
        case .text: try TextRowView.appendCells(of: span, count: shape.columns.count, to: &cells)
        case .binary: try BinaryRowView.appendCells(of: span, formats: shape.formats, to: &cells)
        }
        columns = shape.columns
        self.index = index
        self.bytes = bytes
        self.cells = cells
        format = shape.format
    }

    /// How many values there are.
    public var count: Int { cells.count }

    /// Whether the value of a column is NULL; true also where there is no such column.
    public func isNull(at column: Int) -> Bool {
        guard cells.indices.contains(column) else { return true }
        return cells[column].range == nil
    }

    /// Decodes the value of one column.
    ///
    /// - Throws: ``MySQLError/Code/decoding``, with a ``DecodingFailure`` underneath that names column and row.
    public func decode<Value: MySQLDecodable>(_ type: Value.Type, at column: Int) throws(MySQLError) -> Value {
        guard cells.indices.contains(column) else { throw failure(.noSuchColumn, at: column, type) }
        guard let range = cells[column].range else {
            guard let null = Value.mySQLNull else { throw failure(.null, at: column, type) }
            return null
        }
        let span = bytes.readableBytesUInt8Span
        guard range.upperBound <= span.count,
            let value = Value(MySQLCell(span.extracting(range), in: columns[column], format: format))
        else { throw failure(.mismatch, at: column, type) }
        return value
    }

    /// Decodes the value of the first column of that name, whose letters may be of either case.
    ///
    /// - Throws: as ``decode(_:at:)``.
    public func decode<Value: MySQLDecodable>(_ type: Value.Type, named name: String) throws(MySQLError) -> Value {
        let index =
            columns.firstIndex { $0.name == name }
            ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
        guard let index else {
            throw MySQLError(.decoding, outcome: .ran, detail: "the result has no column \(name)")
        }
        return try decode(type, at: index)
    }

    /// Decodes the values of the first columns, in order.
    ///
    /// - Throws: as ``decode(_:at:)``.
    public func decode<each Value: MySQLDecodable>(
        _ types: repeat (each Value).Type
    ) throws(MySQLError) -> (repeat each Value) {
        var column = -1
        func next<One: MySQLDecodable>(_ type: One.Type) throws(MySQLError) -> One {
            column += 1
            return try decode(type, at: column)
        }
        return (repeat try next((each Value).self))
    }

    private func failure(_ reason: DecodingFailure.Reason, at column: Int, _ type: Any.Type) -> MySQLError {
        let name = columns.indices.contains(column) ? columns[column].name : ""
        let failure = DecodingFailure(column: column, name: name, row: index, type: "\(type)", reason: reason)
        return MySQLError(.decoding, outcome: .ran, detail: failure.description, underlying: failure)
    }
}
