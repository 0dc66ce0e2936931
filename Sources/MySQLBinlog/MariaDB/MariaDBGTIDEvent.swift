// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// Begins a transaction of MariaDB, or precedes a single statement.
public struct MariaDBGTIDEvent: ~Escapable {
    /// Which transaction; its server is the one in the event's header.
    public var gtid: MariaDBGTID
    /// What is known of the transaction.
    public var flags: Flags
    /// Which group commit it belongs to.
    public var commitID: UInt64?
    /// The XA transaction that is prepared, committed or rolled back; empty where ``flags`` name none.
    public var identifier: XAIdentifierView
    /// Bits of ``ExtraFlags``; nil where the event ends before them.
    public var extraFlags: UInt8?
    /// Number of further storage engines that took part.
    public var extraEngines: UInt8?
    /// Sequence number of the START ALTER that this one commits or rolls back.
    public var startAlterSequence: UInt64?
    /// The connection that ran it; since 11.5.
    public var threadID: UInt32?
    /// Zero bytes that fill the event up.
    public var padding: Int

    /// The flags of the event.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits as sent.
        public let rawValue: UInt8

        /// Takes the bits as received; unknown bits are kept.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// A single statement follows; no COMMIT ends the group (`FL_STANDALONE`).
        public static let standalone = Flags(rawValue: 0x01)
        /// The event tells its group commit (`FL_GROUP_COMMIT_ID`).
        public static let groupCommitID = Flags(rawValue: 0x02)
        /// Can be rolled back (`FL_TRANSACTIONAL`).
        public static let transactional = Flags(rawValue: 0x04)
        /// May run in parallel (`FL_ALLOW_PARALLEL`).
        public static let allowParallel = Flags(rawValue: 0x08)
        /// Waited for a row lock (`FL_WAITED`).
        public static let waited = Flags(rawValue: 0x10)
        /// Holds DDL (`FL_DDL`).
        public static let ddl = Flags(rawValue: 0x20)
        /// Prepares an XA transaction (`FL_PREPARED_XA`).
        public static let preparedXA = Flags(rawValue: 0x40)
        /// Commits or rolls back an XA transaction (`FL_COMPLETED_XA`).
        public static let completedXA = Flags(rawValue: 0x80)

        /// Whether the event names an XA transaction.
        public var isXA: Bool { !isDisjoint(with: [.preparedXA, .completedXA]) }
    }

    /// Bits of ``extraFlags``.
    public enum ExtraFlags {
        /// More than one storage engine took part (`FL_EXTRA_MULTI_ENGINE_E1`).
        public static let multiEngine: UInt8 = 1
        /// Starts an ALTER in two phases (`FL_START_ALTER_E1`).
        public static let startAlter: UInt8 = 2
        /// Commits an ALTER in two phases (`FL_COMMIT_ALTER_E1`).
        public static let commitAlter: UInt8 = 4
        /// Rolls back an ALTER in two phases (`FL_ROLLBACK_ALTER_E1`).
        public static let rollbackAlter: UInt8 = 8
        /// The connection is told (`FL_EXTRA_THREAD_ID`).
        public static let threadID: UInt8 = 16
    }

    /// Reads the body: sequence number (8 bytes), domain (4), flags (1); commit id (8) where its flag is set; XA
    /// format id (4), lengths (1 each) and parts where an XA flag is set; where bytes are left extra flags (1) and
    /// what they announce: engine count (1), START ALTER's number (8), thread (4).
    ///
    /// Zeros fill the rest.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Gtid_log_event::Gtid_log_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader, serverID: UInt32) throws(WireError) {
        let sequence = try reader.uint64()
        let domain = try reader.uint32()
        gtid = MariaDBGTID(domain: domain, server: serverID, sequence: sequence)
        flags = Flags(rawValue: try reader.uint8())
        commitID = flags.contains(.groupCommitID) ? try reader.uint64() : nil
        var formatID: Int32 = 0
        var globalLength: UInt8 = 0
        var branchLength: UInt8 = 0
        if flags.isXA {
            formatID = Int32(bitPattern: try reader.uint32())
            globalLength = try reader.uint8()
            branchLength = try reader.uint8()
            guard globalLength <= 64, branchLength <= 64 else {
                throw WireError(.impossibleCount(UInt64(max(globalLength, branchLength))), at: reader.offset - 2)
            }
        }
        let global = try reader.span(count: Int(globalLength))
        let branch = try reader.span(count: Int(branchLength))
        identifier = XAIdentifierView(formatID: formatID, globalID: global, branchQualifier: branch)
        extraFlags = nil
        extraEngines = nil
        startAlterSequence = nil
        threadID = nil
        if !reader.isAtEnd {
            let extra = try reader.uint8()
            extraFlags = extra
            if extra & ExtraFlags.multiEngine != 0 { extraEngines = try reader.uint8() }
            if extra & (ExtraFlags.commitAlter | ExtraFlags.rollbackAlter) != 0 {
                startAlterSequence = try reader.uint64()
            }
            if extra & ExtraFlags.threadID != 0 { threadID = try reader.uint32() }
        }
        let rest = reader.rest()
        padding = rest.count
        for index in rest.indices where rest[index] != 0 {
            throw WireError(.trailing(count: rest.count - index), at: reader.offset - rest.count + index)
        }
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint64(gtid.sequence)
        writer.uint32(gtid.domain)
        writer.uint8(flags.rawValue)
        if let commitID { writer.uint64(commitID) }
        if flags.isXA {
            writer.uint32(UInt32(bitPattern: identifier.formatID))
            writer.uint8(UInt8(truncatingIfNeeded: identifier.globalID.count))
            writer.uint8(UInt8(truncatingIfNeeded: identifier.branchQualifier.count))
            writer.span(identifier.globalID)
            writer.span(identifier.branchQualifier)
        }
        if let extraFlags { writer.uint8(extraFlags) }
        if let extraEngines { writer.uint8(extraEngines) }
        if let startAlterSequence { writer.uint64(startAlterSequence) }
        if let threadID { writer.uint32(threadID) }
        writer.zeros(padding)
    }
}
