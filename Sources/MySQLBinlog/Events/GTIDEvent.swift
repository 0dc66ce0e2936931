// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// Begins a transaction of MySQL, with or without a GTID.
public struct GTIDEvent: Sendable, Hashable {
    /// Which form the event has on the wire.
    public enum Form: Sendable, Hashable {
        /// GTID.
        case plain
        /// ANONYMOUS_GTID.
        case anonymous
        /// GTID_TAGGED.
        case tagged
    }

    /// Which form the event has on the wire.
    public var form: Form
    /// Bit 0: the transaction may hold changes in statement format.
    public var flags: UInt8
    /// The server that committed it first; all zeros where it has no GTID.
    public var source: SourceID
    /// The tag of the GTID; empty in most.
    public var tag: GTIDTag
    /// The number of the GTID; 0 where it has none.
    public var number: Int64
    /// What a replica may run in parallel; nil from 5.6 and older.
    public var clock: LogicalClock?
    /// When it was committed on the server that wrote the event; nil from servers before 8.0.1.
    public var immediateCommitTimestamp: UInt64?
    /// When it was committed first, in microseconds since 1970 UTC; 0 where that is not known.
    public var originalCommitTimestamp: UInt64?
    /// Bytes of all its events, this one and the checksums included; nil from servers before 8.0.2.
    public var transactionLength: UInt64?
    /// Version of the server that wrote the event, as 80034; nil from servers before 8.0.14.
    public var immediateServerVersion: UInt32?
    /// Version of the server that committed it first; 999999 where that is not known.
    public var originalServerVersion: UInt32?
    /// Which group of commits it belongs to; nil where the event does not tell.
    public var commitGroupTicket: UInt64?

    /// The commit-order clock of MySQL's parallel replicas.
    public struct LogicalClock: Sendable, Hashable {
        /// The transaction that must be committed before this one begins.
        public var lastCommitted: Int64
        /// This transaction's number; counts from 1 in each file.
        public var sequenceNumber: Int64
    }

    /// The GTID; nil for anonymous transactions.
    public var gtid: GTID? {
        form == .anonymous ? nil : GTID(source: source, tag: tag, number: number)
    }

    /// Whether the transaction may hold changes in statement format.
    public var mayHaveStatements: Bool { flags & 1 != 0 }
}

extension GTIDEvent {
    /// Set in a commit timestamp when the original one follows it.
    private static let originalFollows56: UInt64 = 1 << 55
    /// Set in a server version when the original one follows it.
    private static let originalFollows32: UInt32 = 1 << 31

    /// Reads the body of GTID and ANONYMOUS_GTID: flags (1 byte), source (16), number (8); then, each only where bytes are
    /// left: clock type (1) with two numbers (8 each) where it is 2, commit timestamp (7, its bit 55 tells that the
    /// original one follows), transaction length (length-encoded), server version (4, its bit 31 tells that the
    /// original one follows), commit group ticket (8).
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.cpp`, `Gtid_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, isAnonymous: Bool) throws(WireError) {
        form = isAnonymous ? .anonymous : .plain
        flags = try reader.uint8()
        source = try SourceID(from: &reader)
        tag = .empty
        number = Int64(bitPattern: try reader.uint64())
        guard number >= 0 else { throw WireError(.invalidValue(UInt64(bitPattern: number)), at: reader.offset - 8) }
        // 5.6 ends here.
        guard reader.remaining > 0 else { return }
        guard try reader.uint8() == 2 else {
            // Milestones of 5.7 had other clocks, which mean nothing to any reader of today.
            _ = reader.rest()
            return
        }
        let lastCommitted = Int64(bitPattern: try reader.uint64())
        let sequenceNumber = Int64(bitPattern: try reader.uint64())
        clock = LogicalClock(lastCommitted: lastCommitted, sequenceNumber: sequenceNumber)
        guard reader.remaining > 0 else { return }
        let immediate = try reader.uint56()
        immediateCommitTimestamp = immediate & ~GTIDEvent.originalFollows56
        originalCommitTimestamp =
            immediate & GTIDEvent.originalFollows56 != 0 ? try reader.uint56() : immediate
        guard reader.remaining > 0 else { return }
        transactionLength = try reader.lengthEncodedInteger()
        guard reader.remaining > 0 else { return }
        let version = try reader.uint32()
        immediateServerVersion = version & ~GTIDEvent.originalFollows32
        originalServerVersion = version & GTIDEvent.originalFollows32 != 0 ? try reader.uint32() : version
        guard reader.remaining > 0 else { return }
        commitGroupTicket = try reader.uint64()
        try reader.expectEnd()
    }

    /// Writes the body in the form that ``form`` names.
    public func encode(into writer: inout WireWriter) {
        if form == .tagged { return encodeTagged(into: &writer) }
        writer.uint8(flags)
        source.encode(into: &writer)
        writer.uint64(UInt64(bitPattern: number))
        guard let clock else { return }
        writer.uint8(2)
        writer.uint64(UInt64(bitPattern: clock.lastCommitted))
        writer.uint64(UInt64(bitPattern: clock.sequenceNumber))
        guard let immediateCommitTimestamp else { return }
        if let originalCommitTimestamp, originalCommitTimestamp != immediateCommitTimestamp {
            writer.uint56(immediateCommitTimestamp | GTIDEvent.originalFollows56)
            writer.uint56(originalCommitTimestamp)
        } else {
            writer.uint56(immediateCommitTimestamp)
        }
        guard let transactionLength else { return }
        writer.lengthEncodedInteger(transactionLength)
        guard let immediateServerVersion else { return }
        if let originalServerVersion, originalServerVersion != immediateServerVersion {
            writer.uint32(immediateServerVersion | GTIDEvent.originalFollows32)
            writer.uint32(originalServerVersion)
        } else {
            writer.uint32(immediateServerVersion)
        }
        if let commitGroupTicket { writer.uint64(commitGroupTicket) }
    }
}
