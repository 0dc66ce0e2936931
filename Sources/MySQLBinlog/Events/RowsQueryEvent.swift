// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The statement behind the rows that follow, as it was typed.
public struct RowsQueryEvent: ~Escapable {
    /// The statement's length modulo 256, as the server writes it; means nothing.
    public var lengthByte: UInt8
    /// The statement.
    public var sql: Span<UInt8>

    /// Reads the body: a byte that is to be ignored, then the statement to the end.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.cpp`, `Rows_query_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        lengthByte = try reader.uint8()
        sql = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(lengthByte)
        writer.span(sql)
    }
}
