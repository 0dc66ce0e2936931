// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What a replica tells of one of its sources: a row of SHOW REPLICA STATUS, whatever the server calls it.
///
/// Two threads work on a replica. The receiver (I/O thread) writes the source's log into the relay log; the applier (SQL
/// thread) executes that. So there are two places in the source's log, and they are told by two pairs of columns.
///
/// ```swift
/// status.received  // Source_Log_File and Read_Source_Log_Pos: what has come
/// status.executed  // Relay_Source_Log_File and Exec_Source_Log_Pos: what was done
/// ```
///
/// Every value is nil where the row does not tell it, as rows that people copied by hand do not.
///
/// Source: MySQL 9.7, Reference Manual, "SHOW REPLICA STATUS Statement"; MariaDB, "SHOW REPLICA STATUS".
public struct ReplicaStatus: Sendable, Hashable {
    /// What a thread was doing.
    public enum ThreadState: Sendable, Hashable {
        /// It runs, and, where it is the receiver, is connected.
        case running
        /// It is stopped.
        case stopped
        /// The receiver tries to connect, or prepares to.
        case connecting
        /// Another word, as the server wrote it.
        case other(String)

        /// Reads `Yes`, `No`, `Connecting` or `Preparing`.
        public init(_ text: String) {
            switch text.lowercased() {
            case "yes", "on": self = .running
            case "no", "off": self = .stopped
            case "connecting", "preparing": self = .connecting
            default: self = .other(text)
            }
        }
    }

    /// An error that stopped a thread.
    public struct Failure: Sendable, Hashable {
        /// The server's error number.
        public var number: Int
        /// The server's text.
        public var message: String

        /// Takes number and text.
        public init(number: Int, message: String) {
            self.number = number
            self.message = message
        }
    }

    /// The row as it was read.
    public var row: StatusRow

    /// Reads a row.
    public init(_ row: StatusRow) {
        self.row = row
    }

    /// Whether a row has columns that only such a status has.
    public static func isOne(_ row: StatusRow) -> Bool {
        let telling = [
            "source_log_file", "read_source_log_pos", "relay_source_log_file", "exec_source_log_pos", "source_host",
            "replica_io_running", "replica_sql_running", "seconds_behind_source", "retrieved_gtid_set", "gtid_io_pos",
            "relay_log_pos", "using_gtid", "gtid_replica_pos",
        ]
        return telling.contains { row.has($0) }
    }

    /// The family of the server that printed it; nil where no column shows it.
    public var flavour: ServerFlavour? {
        let mariaDB = [
            "using_gtid", "gtid_io_pos", "gtid_replica_pos", "connection_name", "parallel_mode", "replica_ddl_groups",
        ]
        if mariaDB.contains(where: { row.has($0) }) { return .mariaDB }
        let mysql = ["source_uuid", "source_info_file", "retrieved_gtid_set", "auto_position", "channel_name"]
        return mysql.contains { row.has($0) } ? .mysql : nil
    }

    /// The channel (MySQL) or connection (MariaDB); nil for the one without a name.
    public var channel: String? { row["channel_name"] ?? row["connection_name"] }

    /// The source's host, as it was configured.
    public var host: String? { row["source_host"] }

    /// The source's port.
    public var port: Int? { row["source_port"].flatMap { Int($0) } }

    /// The account that the receiver logs in with.
    public var user: String? { row["source_user"] }

    /// The source's `server_id`; 0 before the first connection, which is nil here.
    public var sourceID: UInt32? { row["source_server_id"].flatMap { UInt32($0) }.flatMap { $0 == 0 ? nil : $0 } }

    /// The source's `server_uuid`.
    public var sourceUUID: SourceID? { row["source_uuid"].flatMap { SourceID($0) } }

    /// The file of the source that the receiver reads: `Source_Log_File`.
    public var receivedFile: String? { row["source_log_file"] }

    /// Up to where it has read that file: `Read_Source_Log_Pos`.
    public var receivedOffset: UInt64? { row["read_source_log_pos"].flatMap { UInt64($0) } }

    /// The file of the source that the last executed transaction is in: `Relay_Source_Log_File`.
    public var executedFile: String? { row["relay_source_log_file"] }

    /// Where that transaction ends there: `Exec_Source_Log_Pos`.
    public var executedOffset: UInt64? { row["exec_source_log_pos"].flatMap { UInt64($0) } }

    /// Up to where the source's log has come: ``receivedFile`` and ``receivedOffset``.
    public var received: BinlogFilePosition? { position(receivedFile, receivedOffset) }

    /// Up to where the source's log was executed: ``executedFile`` and ``executedOffset``.
    public var executed: BinlogFilePosition? { position(executedFile, executedOffset) }

    /// Where the applier stands in the replica's relay log, which is a copy under other positions.
    public var relay: BinlogFilePosition? {
        position(row["relay_log_file"], row["relay_log_pos"].flatMap { UInt64($0) })
    }

    /// What the receiver (I/O thread) was doing.
    public var receiver: ThreadState? { row["replica_io_running"].map { ThreadState($0) } }

    /// What the applier (SQL thread) was doing.
    public var applier: ThreadState? { row["replica_sql_running"].map { ThreadState($0) } }

    /// What stopped the receiver.
    public var receiverFailure: Failure? { failure("last_io_errno", "last_io_error") }

    /// What stopped the applier; before MySQL 5.1 only `Last_Error` told it.
    public var applierFailure: Failure? {
        failure("last_sql_errno", "last_sql_error") ?? failure("last_errno", "last_error")
    }

    /// What the server calculates as lag, in seconds; nil also where a thread is stopped.
    public var secondsBehind: UInt64? { row["seconds_behind_source"].flatMap { UInt64($0) } }

    /// For how many seconds transactions are held back on purpose.
    public var delay: UInt64? { row["sql_delay"].flatMap { UInt64($0) } }

    /// Whether the receiver talks TLS.
    public var usesTLS: Bool? { row["source_ssl_allowed"].map { $0.lowercased() != "no" } }

    /// MySQL: whether the receiver asks the source by GTIDs.
    public var usesAutoPosition: Bool? { row["auto_position"].map { $0 == "1" } }

    /// MariaDB: `No`, `Slave_Pos` or `Current_Pos`.
    public var usingGTID: String? { row["using_gtid"] }

    private func position(_ file: String?, _ offset: UInt64?) -> BinlogFilePosition? {
        guard let file, let offset else { return nil }
        return BinlogFilePosition(file: file, offset: offset)
    }

    private func failure(_ number: String, _ message: String) -> Failure? {
        let number = row[number].flatMap { Int($0) } ?? 0
        let message = row[message] ?? ""
        guard number != 0 || !message.isEmpty else { return nil }
        return Failure(number: number, message: message)
    }
}
