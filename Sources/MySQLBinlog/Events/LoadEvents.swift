// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A block of the file that a LOAD DATA in statement format reads.
public struct LoadBlockEvent: ~Escapable {
    /// Which file the block belongs to.
    public var fileID: UInt32
    /// The block.
    public var block: Span<UInt8>

    /// Reads the body: file id (4 bytes), block to the end.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/load_data_events.h`, classes `Begin_load_query_event` and
    /// `Append_block_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        fileID = try reader.uint32()
        block = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(fileID)
        writer.span(block)
    }
}

/// The end of a LOAD DATA file: its blocks are dropped (DELETE_FILE) or loaded (EXEC_LOAD, before 5.0.3).
public struct LoadEndEvent: Sendable, Hashable {
    /// Which file.
    public var fileID: UInt32

    /// Reads the body: file id (4 bytes).
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/load_data_events.h`, class `Delete_file_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        fileID = try reader.uint32()
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(fileID)
    }
}

/// A LOAD DATA statement whose file came in blocks before.
public struct ExecuteLoadQueryEvent: ~Escapable {
    /// The statement, with the file's name in it.
    public var query: QueryEvent
    /// Which file the blocks belong to.
    public var fileID: UInt32
    /// Where the file's name begins in the statement, in bytes.
    public var nameStart: UInt32
    /// Where the file's name ends in the statement, in bytes.
    public var nameEnd: UInt32
    /// What is done with duplicates: 0 error, 1 ignore, 2 replace.
    public var duplicates: UInt8

    /// Reads the body: that of a QUERY event whose fixed part goes on with file id, name start, name end (4 bytes each) and
    /// duplicates (1).
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/load_data_events.cpp`, `Execute_load_query_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        var fixed = reader
        try fixed.advance(13)
        fileID = try fixed.uint32()
        nameStart = try fixed.uint32()
        nameEnd = try fixed.uint32()
        duplicates = try fixed.uint8()
        query = try QueryEvent(from: &reader, postHeaderLength: 26)
        guard nameStart <= nameEnd, nameEnd <= query.sql.count else {
            throw WireError(.invalidValue(UInt64(nameEnd)), at: 21)
        }
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(query.threadID)
        writer.uint32(query.executionSeconds)
        writer.uint8(UInt8(truncatingIfNeeded: query.database.count))
        writer.uint16(query.errorCode)
        let statusVariables = query.statusVariables.bytes
        writer.uint16(UInt16(truncatingIfNeeded: statusVariables.count))
        writer.uint32(fileID)
        writer.uint32(nameStart)
        writer.uint32(nameEnd)
        writer.uint8(duplicates)
        writer.span(statusVariables)
        writer.span(query.database)
        writer.uint8(0)
        writer.span(query.sql)
    }
}

/// LOAD DATA of servers before 5.0.3: its options, and in CREATE_FILE the first block of its file.
public struct LegacyLoadEvent: ~Escapable {
    /// The connection that ran it.
    public var threadID: UInt32
    /// Seconds from the statement's start to its logging.
    public var executionSeconds: UInt32
    /// Lines left out at the file's start.
    public var skippedLines: UInt32
    /// Number of columns named.
    public var fieldCount: UInt32
    /// Which file the block belongs to; nil in LOAD and NEW_LOAD, which have no block.
    public var fileID: UInt32?
    /// Delimiters, field name lengths and field names, as they stand in the event.
    public var options: Span<UInt8>
    /// The table.
    public var table: Span<UInt8>
    /// The database.
    public var database: Span<UInt8>
    /// The file's name.
    public var file: Span<UInt8>
    /// The first block of the file; empty in LOAD and NEW_LOAD.
    public var block: Span<UInt8>

    /// Reads the body: thread, seconds, skipped lines (4 bytes each), lengths of table and database (1 each), number of
    /// fields (4), in CREATE_FILE the file id (4); then delimiters (in LOAD 7 bytes; else 5 strings with a length byte each
    /// and a flag byte), lengths of the field names (1 each), field names, table, database and file with a zero byte
    /// behind each; in CREATE_FILE the block.
    ///
    /// Source: MySQL 5.7, `libbinlogevents/src/load_data_events.cpp`, `Load_event` and `Create_file_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader, type: EventType) throws(WireError) {
        threadID = try reader.uint32()
        executionSeconds = try reader.uint32()
        skippedLines = try reader.uint32()
        let tableLength = Int(try reader.uint8())
        let databaseLength = Int(try reader.uint8())
        fieldCount = try reader.uint32()
        fileID = type == .createFile ? try reader.uint32() : nil
        let optionsStart = reader.offset
        if type == .load {
            try reader.advance(7)
        } else {
            for _ in 0..<5 {
                let length = try reader.uint8()
                try reader.advance(Int(length))
            }
            try reader.advance(1)
        }
        let fields = try reader.checkedCount(UInt64(fieldCount), elementSize: 1)
        let lengths = try reader.span(count: fields)
        // Each name is followed by a zero byte. 255 and 1 for each of at most 2^32 fields stay below 2^63.
        var namesLength = 0
        for index in lengths.indices { namesLength += Int(lengths[index]) + 1 }
        try reader.advance(namesLength)
        options = reader.bytes.extracting(optionsStart..<reader.offset)
        table = try LegacyLoadEvent.name(&reader, length: tableLength)
        database = try LegacyLoadEvent.name(&reader, length: databaseLength)
        if type == .createFile {
            file = try reader.nullTerminatedSpan()
            block = reader.rest()
        } else {
            let name = reader.rest()
            let end = name.count > 0 && name[name.count - 1] == 0 ? name.count - 1 : name.count
            file = name.extracting(0..<end)
            block = name.extracting(end..<end)
        }
    }

    @_lifetime(copy reader)
    @_lifetime(reader: copy reader)
    private static func name(_ reader: inout WireReader, length: Int) throws(WireError) -> Span<UInt8> {
        let text = try reader.span(count: length)
        try reader.advance(1)
        return text
    }
}
