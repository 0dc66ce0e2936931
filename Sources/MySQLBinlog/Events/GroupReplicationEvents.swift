// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// What a transaction of group replication read and wrote; in relay logs of a group only.
public struct TransactionContextEvent: ~Escapable {
    /// UUID text of the server that ran it.
    public var serverUUID: Span<UInt8>
    /// The connection that ran it.
    public var threadID: UInt32
    /// 1 where its GTID was given by the client.
    public var hasSpecifiedGTID: UInt8
    /// The GTIDs that were committed when it ran, in binary form.
    public var snapshotVersion: Span<UInt8>
    /// Number of hashes in the write set.
    public var writeSetCount: UInt32
    /// Number of hashes in the read set.
    public var readSetCount: UInt32
    /// Write set, then read set: length (2 bytes) and bytes each.
    public var items: Span<UInt8>

    /// Reads the body: length of the UUID (1 byte), thread (4), specified (1), length of the snapshot (4), counts of the write
    /// and read set (4 each), UUID, snapshot, items.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.cpp`, `Transaction_context_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let uuidLength = try reader.uint8()
        threadID = try reader.uint32()
        hasSpecifiedGTID = try reader.uint8()
        let snapshotLength = try reader.uint32()
        writeSetCount = try reader.uint32()
        readSetCount = try reader.uint32()
        serverUUID = try reader.span(count: Int(uuidLength))
        snapshotVersion = try reader.span(count: try reader.checkedCount(UInt64(snapshotLength), elementSize: 1))
        _ = try reader.checkedCount(UInt64(writeSetCount) + UInt64(readSetCount), elementSize: 2)
        items = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(UInt8(truncatingIfNeeded: serverUUID.count))
        writer.uint32(threadID)
        writer.uint8(hasSpecifiedGTID)
        writer.uint32(UInt32(snapshotVersion.count))
        writer.uint32(writeSetCount)
        writer.uint32(readSetCount)
        writer.span(serverUUID)
        writer.span(snapshotVersion)
        writer.span(items)
    }
}

/// The members of a replication group changed.
public struct ViewChangeEvent: ~Escapable {
    /// The view: 40 bytes, filled with zeros.
    public var viewID: Span<UInt8>
    /// How far certification had come.
    public var sequenceNumber: UInt64
    /// Number of entries in the certification info.
    public var entryCount: UInt32
    /// Certification info: key length (2 bytes), key, value length (4), value each.
    public var entries: Span<UInt8>

    /// Reads the body: view (40 bytes), sequence number (8), count (4), entries.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.cpp`, `View_change_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        viewID = try reader.span(count: 40)
        sequenceNumber = try reader.uint64()
        entryCount = try reader.uint32()
        _ = try reader.checkedCount(UInt64(entryCount), elementSize: 6)
        entries = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.span(viewID)
        writer.uint64(sequenceNumber)
        writer.uint32(entryCount)
        writer.span(entries)
    }
}
