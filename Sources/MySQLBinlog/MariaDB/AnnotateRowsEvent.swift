// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The statement behind the rows that follow, as MariaDB logs it.
public struct AnnotateRowsEvent: ~Escapable {
    /// The statement.
    public var sql: Span<UInt8>

    /// Reads the body: the statement to the end.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.h`, class `Annotate_rows_log_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) {
        sql = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.span(sql)
    }
}
