// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The settings under which a statement ran, as the event carries them.
public struct StatusVariablesView: ~Escapable {
    /// Code and value, one after the other.
    public let bytes: Span<UInt8>

    /// Looks at `bytes`; nothing is decoded yet.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// The settings that are known, up to the first code that is not.
    ///
    /// - Throws: `WireError` where a known setting is cut.
    public func decoded() throws(WireError) -> StatusVariables {
        try StatusVariables(self)
    }
}

/// The settings under which a statement ran; nil or empty where the event does not tell.
public struct StatusVariables: Sendable, Hashable {
    /// Session options, in ``Flags``' bits.
    public var flags: UInt32?
    /// `sql_mode`.
    public var sqlMode: UInt64?
    /// The catalog, always `std` where a server of today wrote it.
    public var catalog: String?
    /// `auto_increment_increment`.
    public var autoIncrementIncrement: UInt16?
    /// `auto_increment_offset`.
    public var autoIncrementOffset: UInt16?
    /// Collation of `character_set_client`.
    public var clientCollation: UInt16?
    /// `collation_connection`.
    public var connectionCollation: UInt16?
    /// `collation_server`.
    public var serverCollation: UInt16?
    /// `time_zone`.
    public var timeZone: String?
    /// `lc_time_names`.
    public var timeNames: UInt16?
    /// `collation_database`.
    public var databaseCollation: UInt16?
    /// Bitmap of the tables that a multi-table UPDATE writes.
    public var updatedTables: UInt64?
    /// Bytes of the event on its first source.
    public var originalLength: UInt32?
    /// User part of the account that a routine or view ran as.
    public var invokerUser: String?
    /// Host part of that account.
    public var invokerHost: String?
    /// Databases that the statement wrote; nil where not told, or where there were more than 16.
    public var updatedDatabases: [String]?
    /// Microseconds to be added to the event's timestamp.
    public var microseconds: UInt32?
    /// `explicit_defaults_for_timestamp`.
    public var explicitDefaultsForTimestamp: UInt8?
    /// The transaction number of an atomic DDL.
    public var ddlXID: UInt64?
    /// `default_collation_for_utf8mb4`.
    public var defaultCollationForUTF8MB4: UInt16?
    /// `sql_require_primary_key`.
    public var requirePrimaryKey: UInt8?
    /// `default_table_encryption`.
    public var defaultTableEncryption: UInt8?
    /// `enable_cascade_triggers` of MySQL 9.
    public var enableCascadeTriggers: UInt8?
    /// MariaDB: the transaction number of a DDL.
    public var mariaDBXID: UInt64?
    /// MariaDB: extra GTID flags of a two-phase ALTER.
    public var gtidFlagsExtra: UInt8?
    /// MariaDB: sequence number of the START ALTER that this one ends.
    public var startAlterSequence: UInt64?
    /// MariaDB: `character_set_collations`; empty where not told.
    public var characterSetCollations: [CharacterSetCollation] = []
    /// The first code that is not known here; settings behind it could not be read.
    public var unknownCode: UInt8?

    /// The collation that text of a character set has where none is named.
    public struct CharacterSetCollation: Sendable, Hashable {
        /// The number of the collation that the set has by itself.
        public var characterSet: UInt16
        /// The number of the collation that it has in this session.
        public var collation: UInt16
    }

    /// Bits of ``StatusVariables/flags``.
    public struct Flags: Sendable {
        /// `sql_auto_is_null`.
        public static let autoIsNull: UInt32 = 1 << 14
        /// `autocommit` is off.
        public static let notAutocommit: UInt32 = 1 << 19
        /// `foreign_key_checks` is off.
        public static let noForeignKeyChecks: UInt32 = 1 << 26
        /// `unique_checks` is off.
        public static let relaxedUniqueChecks: UInt32 = 1 << 27
    }

    /// Reads code (1 byte) and value, again and again; each code has its own layout.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/statement_events.h`, `Query_event::Query_event_status_vars`;
    /// MariaDB 11.8, `sql/log_event.h`, `Q_*`.
    init(_ view: borrowing StatusVariablesView) throws(WireError) {
        var reader = WireReader(view.bytes)
        while !reader.isAtEnd {
            let code = try reader.uint8()
            guard try read(code, from: &reader) else {
                unknownCode = code
                return
            }
        }
    }

    private mutating func read(_ code: UInt8, from reader: inout WireReader) throws(WireError) -> Bool {
        switch code {
        case 0: flags = try reader.uint32()
        case 1: sqlMode = try reader.uint64()
        case 2:
            catalog = try StatusVariables.shortText(&reader)
            try reader.advance(1)
        case 3:
            autoIncrementIncrement = try reader.uint16()
            autoIncrementOffset = try reader.uint16()
        case 4:
            clientCollation = try reader.uint16()
            connectionCollation = try reader.uint16()
            serverCollation = try reader.uint16()
        case 5: timeZone = try StatusVariables.shortText(&reader)
        case 6: catalog = try StatusVariables.shortText(&reader)
        case 7: timeNames = try reader.uint16()
        case 8: databaseCollation = try reader.uint16()
        case 9: updatedTables = try reader.uint64()
        case 10: originalLength = try reader.uint32()
        case 11:
            invokerUser = try StatusVariables.shortText(&reader)
            invokerHost = try StatusVariables.shortText(&reader)
        case 12: updatedDatabases = try StatusVariables.databases(&reader)
        case 13, 128: microseconds = try reader.uint24()
        case 16: explicitDefaultsForTimestamp = try reader.uint8()
        case 17: ddlXID = try reader.uint64()
        case 18: defaultCollationForUTF8MB4 = try reader.uint16()
        case 19: requirePrimaryKey = try reader.uint8()
        case 20: defaultTableEncryption = try reader.uint8()
        case 21: enableCascadeTriggers = try reader.uint8()
        case 129: mariaDBXID = try reader.uint64()
        case 130:
            let extra = try reader.uint8()
            gtidFlagsExtra = extra
            if extra & (MariaDBGTIDEvent.ExtraFlags.commitAlter | MariaDBGTIDEvent.ExtraFlags.rollbackAlter) != 0 {
                startAlterSequence = try reader.uint64()
            }
        case 131:
            let count = try reader.uint8()
            for _ in 0..<count {
                let set = try reader.uint16()
                characterSetCollations.append(CharacterSetCollation(characterSet: set, collation: try reader.uint16()))
            }
        default: return false
        }
        return true
    }

    private static func shortText(_ reader: inout WireReader) throws(WireError) -> String {
        let length = try reader.uint8()
        return String(repairing: try reader.span(count: Int(length)))
    }

    private static func databases(_ reader: inout WireReader) throws(WireError) -> [String]? {
        let count = try reader.uint8()
        // 254 stands for more than 16 databases, whose names are not written (`OVER_MAX_DBS_IN_EVENT_MTS`).
        guard count != 254 else { return nil }
        var names: [String] = []
        for _ in 0..<count { names.append(String(repairing: try reader.nullTerminatedSpan())) }
        return names
    }
}
