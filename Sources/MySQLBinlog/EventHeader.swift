// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The 19 bytes that begin every event.
@frozen
public struct EventHeader: Sendable, Hashable {
    /// Bytes that a header takes.
    public static let byteCount = 19

    /// Seconds since 1970 UTC when the statement began; 0 in events made for a stream.
    public var timestamp: UInt32
    /// What the event is.
    public var type: EventType
    /// The server that wrote the event first.
    public var serverID: UInt32
    /// Bytes of the whole event: header, body and checksum.
    public var length: UInt32
    /// Where the event ends in the file of the server that wrote it, modulo 2^32; 0 where it is not told.
    ///
    /// Binlogs of version 3 tell where it begins.
    public var endPosition: UInt32
    /// What else is known of the event.
    public var flags: EventFlags

    /// Puts a header together.
    public init(
        timestamp: UInt32,
        type: EventType,
        serverID: UInt32,
        length: UInt32,
        endPosition: UInt32,
        flags: EventFlags
    ) {
        self.timestamp = timestamp
        self.type = type
        self.serverID = serverID
        self.length = length
        self.endPosition = endPosition
        self.flags = flags
    }

    /// Reads timestamp (4 bytes), type (1), server id (4), length (4), end position (4) and flags (2), little-endian.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/binlog_event.h`, class `Log_event_header`.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        // One look whether all of it is there, so that none is needed for each field.
        var fields = WireReader(try reader.span(count: EventHeader.byteCount))
        timestamp = try fields.uint32()
        type = EventType(rawValue: try fields.uint8())
        serverID = try fields.uint32()
        length = try fields.uint32()
        endPosition = try fields.uint32()
        flags = EventFlags(rawValue: try fields.uint16())
    }

    /// Writes the 19 bytes.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(timestamp)
        writer.uint8(type.rawValue)
        writer.uint32(serverID)
        writer.uint32(length)
        writer.uint32(endPosition)
        writer.uint16(flags.rawValue)
    }
}
