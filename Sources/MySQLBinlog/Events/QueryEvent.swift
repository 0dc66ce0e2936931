// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A statement as it ran on the source: DDL, transaction control, or data changed in statement format.
public struct QueryEvent: ~Escapable {
    /// The connection that ran it.
    public var threadID: UInt32
    /// Seconds from the statement's start to its logging.
    public var executionSeconds: UInt32
    /// The error with which the statement ended half-way on the source; 0 where it succeeded.
    public var errorCode: UInt16
    /// The settings under which it ran; empty in binlogs of version 3, which have none.
    public var statusVariables: StatusVariablesView
    /// Whether the event has room for settings; false in binlogs of version 3.
    public var hasStatusVariables: Bool
    /// The default database; empty where there was none.
    public var database: Span<UInt8>
    /// The statement, in the client character set of the status variables.
    public var sql: Span<UInt8>

    /// Reads the body: thread (4 bytes), seconds (4), database length (1), error (2), length of the status variables (2, not
    /// where `postHeaderLength` is 11), status variables, database and a zero byte, statement to the end.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/statement_events.cpp`, `Query_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader, postHeaderLength: Int) throws(WireError) {
        threadID = try reader.uint32()
        executionSeconds = try reader.uint32()
        let databaseLength = try reader.uint8()
        errorCode = try reader.uint16()
        hasStatusVariables = postHeaderLength > 11
        var length = 0
        if hasStatusVariables {
            length = Int(try reader.uint16())
            // Fields that a later server adds to the fixed part would stand here.
            try reader.advance(postHeaderLength - 13)
        }
        statusVariables = StatusVariablesView(try reader.span(count: length))
        database = try reader.span(count: Int(databaseLength))
        let terminator = try reader.uint8()
        guard terminator == 0 else { throw WireError(.unterminatedString, at: reader.offset - 1) }
        sql = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(threadID)
        writer.uint32(executionSeconds)
        writer.uint8(UInt8(truncatingIfNeeded: database.count))
        writer.uint16(errorCode)
        if hasStatusVariables {
            writer.uint16(UInt16(truncatingIfNeeded: statusVariables.bytes.count))
            writer.span(statusVariables.bytes)
        }
        writer.span(database)
        writer.uint8(0)
        writer.span(sql)
    }
}
