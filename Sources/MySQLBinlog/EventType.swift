// SPDX-License-Identifier: Apache-2.0

/// The type byte of an event.
///
/// A number without a name here is a value too: it can be shown, counted, refused or skipped.
///
/// Source: MySQL 9.7, `libs/mysql/binlog/event/binlog_event.h`, `Log_event_type`; MariaDB 11.8, `sql/log_event.h`,
/// `Log_event_type`.
@frozen
public struct EventType: RawRepresentable, Sendable, Hashable {
    /// The byte as sent.
    public let rawValue: UInt8

    /// Takes the byte as received.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Never written (`UNKNOWN_EVENT`).
    public static let unknown = EventType(rawValue: 0)
    /// Head of a file of 4.x and older (`START_EVENT_V3`).
    public static let startV3 = EventType(rawValue: 1)
    /// A statement, or transaction control as a statement (`QUERY_EVENT`).
    public static let query = EventType(rawValue: 2)
    /// The server shut down cleanly; the file ends (`STOP_EVENT`).
    public static let stop = EventType(rawValue: 3)
    /// The log continues in another file (`ROTATE_EVENT`).
    public static let rotate = EventType(rawValue: 4)
    /// LAST_INSERT_ID or INSERT_ID of the statement that follows (`INTVAR_EVENT`).
    public static let intVar = EventType(rawValue: 5)
    /// LOAD DATA of servers before 4.0 (`LOAD_EVENT`).
    public static let load = EventType(rawValue: 6)
    /// Never written (`SLAVE_EVENT`).
    public static let slave = EventType(rawValue: 7)
    /// LOAD DATA with its first block, before 5.0.3 (`CREATE_FILE_EVENT`).
    public static let createFile = EventType(rawValue: 8)
    /// A further block of a LOAD DATA file (`APPEND_BLOCK_EVENT`).
    public static let appendBlock = EventType(rawValue: 9)
    /// Runs the LOAD DATA of a CREATE_FILE, before 5.0.3 (`EXEC_LOAD_EVENT`).
    public static let execLoad = EventType(rawValue: 10)
    /// Drops the blocks of an aborted LOAD DATA (`DELETE_FILE_EVENT`).
    public static let deleteFile = EventType(rawValue: 11)
    /// LOAD DATA with delimiters of any length, before 5.0.3 (`NEW_LOAD_EVENT`).
    public static let newLoad = EventType(rawValue: 12)
    /// Seeds of RAND() of the statement that follows (`RAND_EVENT`).
    public static let rand = EventType(rawValue: 13)
    /// A user variable of the statement that follows (`USER_VAR_EVENT`).
    public static let userVar = EventType(rawValue: 14)
    /// Head of a file: version, header lengths, checksum (`FORMAT_DESCRIPTION_EVENT`).
    public static let formatDescription = EventType(rawValue: 15)
    /// Commits a transaction (`XID_EVENT`).
    public static let xid = EventType(rawValue: 16)
    /// The first block of a LOAD DATA file (`BEGIN_LOAD_QUERY_EVENT`).
    public static let beginLoadQuery = EventType(rawValue: 17)
    /// Runs a LOAD DATA over its blocks (`EXECUTE_LOAD_QUERY_EVENT`).
    public static let executeLoadQuery = EventType(rawValue: 18)
    /// The layout of the table that rows events refer to (`TABLE_MAP_EVENT`).
    public static let tableMap = EventType(rawValue: 19)
    /// Inserted rows of 5.1.0 to 5.1.15 (`PRE_GA_WRITE_ROWS_EVENT`).
    public static let preGAWriteRows = EventType(rawValue: 20)
    /// Updated rows of 5.1.0 to 5.1.15 (`PRE_GA_UPDATE_ROWS_EVENT`).
    public static let preGAUpdateRows = EventType(rawValue: 21)
    /// Deleted rows of 5.1.0 to 5.1.15 (`PRE_GA_DELETE_ROWS_EVENT`).
    public static let preGADeleteRows = EventType(rawValue: 22)
    /// Inserted rows, first layout (`WRITE_ROWS_EVENT_V1`).
    public static let writeRowsV1 = EventType(rawValue: 23)
    /// Updated rows, first layout (`UPDATE_ROWS_EVENT_V1`).
    public static let updateRowsV1 = EventType(rawValue: 24)
    /// Deleted rows, first layout (`DELETE_ROWS_EVENT_V1`).
    public static let deleteRowsV1 = EventType(rawValue: 25)
    /// The source lost changes (`INCIDENT_EVENT`).
    public static let incident = EventType(rawValue: 26)
    /// The source is idle; on streams only (`HEARTBEAT_LOG_EVENT`).
    public static let heartbeat = EventType(rawValue: 27)
    /// May be skipped (`IGNORABLE_LOG_EVENT`).
    public static let ignorable = EventType(rawValue: 28)
    /// The statement behind the rows that follow (`ROWS_QUERY_LOG_EVENT`).
    public static let rowsQuery = EventType(rawValue: 29)
    /// Inserted rows (`WRITE_ROWS_EVENT`).
    public static let writeRows = EventType(rawValue: 30)
    /// Updated rows (`UPDATE_ROWS_EVENT`).
    public static let updateRows = EventType(rawValue: 31)
    /// Deleted rows (`DELETE_ROWS_EVENT`).
    public static let deleteRows = EventType(rawValue: 32)
    /// Begins a transaction (`GTID_LOG_EVENT`).
    public static let gtid = EventType(rawValue: 33)
    /// Begins a transaction without a GTID (`ANONYMOUS_GTID_LOG_EVENT`).
    public static let anonymousGTID = EventType(rawValue: 34)
    /// Every GTID of the earlier files (`PREVIOUS_GTIDS_LOG_EVENT`).
    public static let previousGTIDs = EventType(rawValue: 35)
    /// Group replication: what a transaction touches (`TRANSACTION_CONTEXT_EVENT`).
    public static let transactionContext = EventType(rawValue: 36)
    /// Group replication: the group changed (`VIEW_CHANGE_EVENT`).
    public static let viewChange = EventType(rawValue: 37)
    /// Prepares an XA transaction (`XA_PREPARE_LOG_EVENT`).
    public static let xaPrepare = EventType(rawValue: 38)
    /// Updated rows with JSON columns as differences (`PARTIAL_UPDATE_ROWS_EVENT`).
    public static let partialUpdateRows = EventType(rawValue: 39)
    /// A whole transaction, compressed (`TRANSACTION_PAYLOAD_EVENT`).
    public static let transactionPayload = EventType(rawValue: 40)
    /// The source is idle, with a 64-bit position; on streams only (`HEARTBEAT_LOG_EVENT_V2`).
    public static let heartbeatV2 = EventType(rawValue: 41)
    /// Begins a transaction whose GTID has a tag (`GTID_TAGGED_LOG_EVENT`).
    public static let taggedGTID = EventType(rawValue: 42)
    /// MariaDB: the statement behind the rows that follow (`ANNOTATE_ROWS_EVENT`).
    public static let annotateRows = EventType(rawValue: 160)
    /// MariaDB: the oldest file that crash recovery needs (`BINLOG_CHECKPOINT_EVENT`).
    public static let binlogCheckpoint = EventType(rawValue: 161)
    /// MariaDB: begins a transaction (`GTID_EVENT`).
    public static let mariaDBGTID = EventType(rawValue: 162)
    /// MariaDB: the last GTIDs of the earlier files (`GTID_LIST_EVENT`).
    public static let mariaDBGTIDList = EventType(rawValue: 163)
    /// MariaDB: the events that follow are encrypted (`START_ENCRYPTION_EVENT`).
    public static let startEncryption = EventType(rawValue: 164)
    /// MariaDB: a statement, compressed (`QUERY_COMPRESSED_EVENT`).
    public static let queryCompressed = EventType(rawValue: 165)
    /// MariaDB: inserted rows, compressed (`WRITE_ROWS_COMPRESSED_EVENT_V1`).
    public static let writeRowsCompressedV1 = EventType(rawValue: 166)
    /// MariaDB: updated rows, compressed (`UPDATE_ROWS_COMPRESSED_EVENT_V1`).
    public static let updateRowsCompressedV1 = EventType(rawValue: 167)
    /// MariaDB: deleted rows, compressed (`DELETE_ROWS_COMPRESSED_EVENT_V1`).
    public static let deleteRowsCompressedV1 = EventType(rawValue: 168)
    /// MariaDB: inserted rows of the second layout, compressed; defined, not written (`WRITE_ROWS_COMPRESSED_EVENT`).
    public static let writeRowsCompressed = EventType(rawValue: 169)
    /// MariaDB: updated rows of the second layout, compressed; defined, not written (`UPDATE_ROWS_COMPRESSED_EVENT`).
    public static let updateRowsCompressed = EventType(rawValue: 170)
    /// MariaDB: deleted rows of the second layout, compressed; defined, not written (`DELETE_ROWS_COMPRESSED_EVENT`).
    public static let deleteRowsCompressed = EventType(rawValue: 171)
    /// MariaDB: a fragment of a rows event (`PARTIAL_ROW_DATA_EVENT`).
    public static let partialRowData = EventType(rawValue: 172)
}

extension EventType: CustomStringConvertible {
    /// The protocol's name without its suffix, or `TYPE_n` for a number without one.
    public var description: String {
        EventType.names[rawValue] ?? "TYPE_\(rawValue)"
    }

    /// Whether the number has a name here.
    @inlinable
    public var isKnown: Bool { (1...42).contains(rawValue) || (160...172).contains(rawValue) }

    /// Whether bodies of this type are read; those of others are handed over as they are (``EventBody/unknown(_:)``).
    @inlinable
    public var isUnderstood: Bool {
        @inline(__always)
        get {
            // SLAVE (7), pre-GA rows (20 to 22) and IGNORABLE (28) are not; a bit for each number.
            rawValue < 64 ? (0x7ff_ef8f_ff7e as UInt64) &>> UInt64(rawValue) & 1 == 1 : isKnown
        }
    }

    private static let names: [UInt8: String] = [
        0: "UNKNOWN",
        1: "START_V3",
        2: "QUERY",
        3: "STOP",
        4: "ROTATE",
        5: "INTVAR",
        6: "LOAD",
        7: "SLAVE",
        8: "CREATE_FILE",
        9: "APPEND_BLOCK",
        10: "EXEC_LOAD",
        11: "DELETE_FILE",
        12: "NEW_LOAD",
        13: "RAND",
        14: "USER_VAR",
        15: "FORMAT_DESCRIPTION",
        16: "XID",
        17: "BEGIN_LOAD_QUERY",
        18: "EXECUTE_LOAD_QUERY",
        19: "TABLE_MAP",
        20: "PRE_GA_WRITE_ROWS",
        21: "PRE_GA_UPDATE_ROWS",
        22: "PRE_GA_DELETE_ROWS",
        23: "WRITE_ROWS_V1",
        24: "UPDATE_ROWS_V1",
        25: "DELETE_ROWS_V1",
        26: "INCIDENT",
        27: "HEARTBEAT",
        28: "IGNORABLE",
        29: "ROWS_QUERY",
        30: "WRITE_ROWS_V2",
        31: "UPDATE_ROWS_V2",
        32: "DELETE_ROWS_V2",
        33: "GTID",
        34: "ANONYMOUS_GTID",
        35: "PREVIOUS_GTIDS",
        36: "TRANSACTION_CONTEXT",
        37: "VIEW_CHANGE",
        38: "XA_PREPARE",
        39: "PARTIAL_UPDATE_ROWS",
        40: "TRANSACTION_PAYLOAD",
        41: "HEARTBEAT_V2",
        42: "GTID_TAGGED",
        160: "ANNOTATE_ROWS",
        161: "BINLOG_CHECKPOINT",
        162: "MARIADB_GTID",
        163: "MARIADB_GTID_LIST",
        164: "START_ENCRYPTION",
        165: "QUERY_COMPRESSED",
        166: "WRITE_ROWS_COMPRESSED_V1",
        167: "UPDATE_ROWS_COMPRESSED_V1",
        168: "DELETE_ROWS_COMPRESSED_V1",
        169: "WRITE_ROWS_COMPRESSED_V2",
        170: "UPDATE_ROWS_COMPRESSED_V2",
        171: "DELETE_ROWS_COMPRESSED_V2",
        172: "PARTIAL_ROW_DATA",
    ]
}
