// SPDX-License-Identifier: Apache-2.0

/// The number of an error that a server reports.
///
/// A number without a name here is a value too.
///
/// Source: MySQL 9.7, `share/messages_to_clients.txt`; MariaDB 11.8, `sql/share/errmsg-utf8.txt`.
public struct ServerErrorCode: RawRepresentable, Sendable, Hashable {
    /// The number as sent.
    public let rawValue: UInt16

    /// Takes the number as received.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The server has as many connections as it allows (`ER_CON_COUNT_ERROR`).
    public static let tooManyConnections = ServerErrorCode(rawValue: 1040)
    /// The handshake went wrong (`ER_HANDSHAKE_ERROR`).
    public static let badHandshake = ServerErrorCode(rawValue: 1043)
    /// The account may not use the database (`ER_DBACCESS_DENIED_ERROR`).
    public static let databaseAccessDenied = ServerErrorCode(rawValue: 1044)
    /// The account or its password is not accepted (`ER_ACCESS_DENIED_ERROR`).
    public static let accessDenied = ServerErrorCode(rawValue: 1045)
    /// The server does not know the command (`ER_UNKNOWN_COM_ERROR`).
    public static let unknownCommand = ServerErrorCode(rawValue: 1047)
    /// The server is shutting down (`ER_SERVER_SHUTDOWN`).
    public static let serverShutdown = ServerErrorCode(rawValue: 1053)
    /// The client's host is blocked after too many errors (`ER_HOST_IS_BLOCKED`).
    public static let hostBlocked = ServerErrorCode(rawValue: 1129)
    /// The client's host may not connect (`ER_HOST_NOT_PRIVILEGED`).
    public static let hostNotPrivileged = ServerErrorCode(rawValue: 1130)
    /// The server gave up the connection (`ER_ABORTING_CONNECTION`).
    public static let abortedConnection = ServerErrorCode(rawValue: 1152)
    /// A packet was longer than `max_allowed_packet` (`ER_NET_PACKET_TOO_LARGE`).
    public static let packetTooLarge = ServerErrorCode(rawValue: 1153)
    /// The server could not read from a pipe (`ER_NET_READ_ERROR_FROM_PIPE`).
    public static let pipeReadError = ServerErrorCode(rawValue: 1154)
    /// A packet bore a wrong sequence number (`ER_NET_PACKETS_OUT_OF_ORDER`).
    public static let packetsOutOfOrder = ServerErrorCode(rawValue: 1156)
    /// The server could not decompress a packet (`ER_NET_UNCOMPRESS_ERROR`).
    public static let packetNotDecompressed = ServerErrorCode(rawValue: 1157)
    /// The server could not read from the network (`ER_NET_READ_ERROR`).
    public static let networkReadError = ServerErrorCode(rawValue: 1158)
    /// The server waited too long for a packet (`ER_NET_READ_INTERRUPTED`).
    public static let networkReadTimeout = ServerErrorCode(rawValue: 1159)
    /// The server could not write to the network (`ER_NET_ERROR_ON_WRITE`).
    public static let networkWriteError = ServerErrorCode(rawValue: 1160)
    /// The client was too slow to read (`ER_NET_WRITE_INTERRUPTED`).
    public static let networkWriteTimeout = ServerErrorCode(rawValue: 1161)
    /// The server gave up the connection of an account (`ER_NEW_ABORTING_CONNECTION`).
    public static let newAbortedConnection = ServerErrorCode(rawValue: 1184)
    /// A lock was not free in time (`ER_LOCK_WAIT_TIMEOUT`).
    public static let lockWaitTimeout = ServerErrorCode(rawValue: 1205)
    /// Transactions waited for each other; this one was rolled back (`ER_LOCK_DEADLOCK`).
    public static let deadlock = ServerErrorCode(rawValue: 1213)
    /// A command such as SHOW BINLOG EVENTS failed (`ER_ERROR_WHEN_EXECUTING_COMMAND`).
    public static let showEventsFailed = ServerErrorCode(rawValue: 1220)
    /// The account lacks a privilege (`ER_SPECIFIC_ACCESS_DENIED_ERROR`).
    public static let missingPrivilege = ServerErrorCode(rawValue: 1227)
    /// The source cannot send its log from there; the text says why (`ER_SOURCE_FATAL_ERROR_READING_BINLOG`).
    public static let fatalDumpError = ServerErrorCode(rawValue: 1236)
    /// The server wants a way to log in that the client does not speak (`ER_NOT_SUPPORTED_AUTH_MODE`).
    public static let oldAuthentication = ServerErrorCode(rawValue: 1251)
    /// An option of the server forbids the statement (`ER_OPTION_PREVENTS_STATEMENT`).
    public static let optionPreventsStatement = ServerErrorCode(rawValue: 1290)
    /// The statement cannot be prepared (`ER_UNSUPPORTED_PS`).
    public static let notPreparable = ServerErrorCode(rawValue: 1295)
    /// The statement was killed (`ER_QUERY_INTERRUPTED`).
    public static let queryInterrupted = ServerErrorCode(rawValue: 1317)
    /// The server has no log of that name (`ER_UNKNOWN_TARGET_BINLOG`).
    public static let unknownTargetLog = ServerErrorCode(rawValue: 1373)
    /// A plugin that the account needs is not loaded (`ER_PLUGIN_IS_NOT_LOADED`).
    public static let pluginNotLoaded = ServerErrorCode(rawValue: 1524)
    /// Replication stopped for good (`ER_REPLICA_FATAL_ERROR`).
    public static let replicaFatalError = ServerErrorCode(rawValue: 1593)
    /// The replica's relay log cannot be read (`ER_REPLICA_RELAY_LOG_READ_FAILURE`).
    public static let relayLogReadFailure = ServerErrorCode(rawValue: 1594)
    /// The replica's relay log cannot be written (`ER_REPLICA_RELAY_LOG_WRITE_FAILURE`).
    public static let relayLogWriteFailure = ServerErrorCode(rawValue: 1595)
    /// A heartbeat was not what the replica expects (`ER_REPLICA_HEARTBEAT_FAILURE`).
    public static let heartbeatFailure = ServerErrorCode(rawValue: 1623)
    /// A value is out of the range of its type (`ER_DATA_OUT_OF_RANGE`).
    public static let outOfRange = ServerErrorCode(rawValue: 1690)
    /// An event of the log failed its checksum (`ER_BINLOG_READ_EVENT_CHECKSUM_FAILURE`).
    public static let checksumFailure = ServerErrorCode(rawValue: 1744)
    /// The text of a GTID set is malformed (`ER_MALFORMED_GTID_SET_SPECIFICATION`).
    public static let malformedGTIDSetText = ServerErrorCode(rawValue: 1772)
    /// The binary form of a GTID set is malformed (`ER_MALFORMED_GTID_SET_ENCODING`).
    public static let malformedGTIDSetEncoding = ServerErrorCode(rawValue: 1773)
    /// The text of a GTID is malformed (`ER_MALFORMED_GTID_SPECIFICATION`).
    public static let malformedGTID = ServerErrorCode(rawValue: 1774)
    /// The source no longer has transactions that the replica lacks (`ER_SOURCE_HAS_PURGED_REQUIRED_GTIDS`).
    public static let gtidsPurged = ServerErrorCode(rawValue: 1789)
    /// The transaction may not change anything (`ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION`).
    public static let readOnlyTransaction = ServerErrorCode(rawValue: 1792)
    /// The password has expired: nothing works but changing it (`ER_MUST_CHANGE_PASSWORD`).
    public static let passwordMustChange = ServerErrorCode(rawValue: 1820)
    /// The password has expired: the server refuses the login (`ER_MUST_CHANGE_PASSWORD_LOGIN`).
    public static let passwordExpired = ServerErrorCode(rawValue: 1862)
    /// The replica has transactions of the source that the source lacks (`ER_REPLICA_HAS_MORE_GTIDS_THAN_SOURCE`).
    public static let replicaHasMoreGTIDs = ServerErrorCode(rawValue: 1885)
    /// The connection was killed (MariaDB: `ER_CONNECTION_KILLED`).
    public static let connectionKilled = ServerErrorCode(rawValue: 1927)
    /// The text of a GTID position is malformed (MariaDB: `ER_INCORRECT_GTID_STATE`).
    public static let malformedGTIDState = ServerErrorCode(rawValue: 1941)
    /// A GTID position names a domain twice (MariaDB: `ER_DUPLICATE_GTID_DOMAIN`).
    public static let duplicateGTIDDomain = ServerErrorCode(rawValue: 1943)
    /// The account is locked (`ER_ACCOUNT_HAS_BEEN_LOCKED`).
    public static let accountLocked = ServerErrorCode(rawValue: 3118)
    /// The server accepts encrypted connections only (`ER_SECURE_TRANSPORT_REQUIRED`).
    public static let secureTransportRequired = ServerErrorCode(rawValue: 3159)
    /// The server does not load files of clients (`ER_CLIENT_LOCAL_FILES_DISABLED`).
    public static let localInfileDisabled = ServerErrorCode(rawValue: 3948)
    /// The account is locked after too many failed logins.
    ///
    /// The protocol calls it `ER_USER_ACCESS_DENIED_FOR_USER_ACCOUNT_BLOCKED_BY_PASSWORD_LOCK`.
    public static let accountLockedByFailures = ServerErrorCode(rawValue: 3955)
    /// MySQL: the client said nothing for too long; sent without being asked, before the server closes.
    ///
    /// The protocol calls it `ER_CLIENT_INTERACTION_TIMEOUT`. MariaDB has another error of this number, about triggers.
    public static let idleTimeout = ServerErrorCode(rawValue: 4031)
}

extension ServerErrorCode: CustomStringConvertible {
    /// The number.
    public var description: String { String(rawValue) }
}
