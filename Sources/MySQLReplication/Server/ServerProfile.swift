// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
public import MySQLTypes

/// What a source is and how it logs: detected, never asked for.
///
/// ```swift
/// for problem in profile.problems where problem.isFatal { print(problem) }
/// ```
public struct ServerProfile: Sendable, Hashable {
    /// Who runs the server, as far as it shows.
    public enum Host: Sendable, Hashable {
        /// Nothing special shows.
        case plain
        /// Amazon RDS.
        case rds
        /// Amazon Aurora, with its own version.
        case aurora(version: String)
    }

    /// Which words the server has for what it is asked.
    public var dialect: ServerDialect
    /// The version as the server writes it.
    public var versionText: String { dialect.version.text }
    /// `version_comment`: who built the server.
    public var versionComment: String
    /// Who runs it.
    public var host: Host
    /// `server_id`; 0 is no valid one.
    public var serverID: UInt32
    /// MySQL's `server_uuid`.
    public var serverUUID: SourceID?
    /// Whether the server writes a binary log.
    public var writesLog: Bool
    /// `binlog_format`, which must be ROW.
    public var logFormat: String
    /// `binlog_row_image`; nil before MySQL 5.6 and MariaDB 10.1, which know only FULL.
    public var rowImage: String?
    /// `binlog_row_metadata`; nil where the server has no such metadata.
    public var rowMetadata: String?
    /// `binlog_checksum`; nil before MySQL 5.6 and MariaDB 5.3.
    public var checksum: String?
    /// `binlog_row_value_options` of MySQL 8, such as PARTIAL_JSON.
    public var rowValueOptions: String?
    /// Whether the log is encrypted on the server's disk; it is sent decrypted.
    public var encryptsLog: Bool
    /// Whether transactions (MySQL) or events (MariaDB) are compressed in the log.
    public var compressesLog: Bool
    /// MySQL's `gtid_mode`.
    public var gtidMode: String?
    /// MariaDB's `gtid_strict_mode`.
    public var isGTIDStrict: Bool
    /// MariaDB 12.3's `binlog_storage_engine`; nil for logs in plain files.
    public var logStorageEngine: String?
    /// `max_allowed_packet` in bytes.
    public var maximumPacketSize: UInt64
    /// `lower_case_table_names`: 0 tells the case of names apart.
    public var lowerCaseTableNames: Int
    /// `time_zone`, or `system_time_zone` where that is what it says.
    public var timeZone: String
    /// Whether the source waits for replicas that acknowledge (semi-synchronous replication).
    public var isSemiSynchronous: Bool
    /// What the account may do, as SHOW GRANTS words it in capitals; nil where that is not known.
    public var grants: [String]?

    /// Whether names of tables that differ only in case are the same.
    public var foldsCase: Bool { lowerCaseTableNames != 0 }

    /// The server variables that are read; a server leaves out those that it does not have.
    package static let variables = [
        "version", "version_comment", "aurora_version", "basedir", "server_id", "server_uuid", "log_bin",
        "binlog_format",
        "binlog_row_image", "binlog_row_metadata", "binlog_checksum", "binlog_row_value_options", "binlog_encryption",
        "encrypt_binlog", "binlog_transaction_compression", "log_bin_compress", "gtid_mode", "gtid_strict_mode",
        "binlog_storage_engine", "max_allowed_packet", "lower_case_table_names", "time_zone", "system_time_zone",
        "rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled",
    ]

    /// Asks for ``variables``; unlike SELECT of a variable, it does not fail for those that the server does not have.
    ///
    /// Values longer than 1,024 characters come cut on MySQL, so GTID sets are not asked for like this.
    package static var variablesStatement: String {
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ("
            + variables.map { "'\($0)'" }.joined(separator: ", ") + ")"
    }

    /// Puts the values of variables together; names are in small letters.
    package init(variables: [String: String], hasRDSProcedures: Bool = false, grants: [String]? = nil) {
        func isOn(_ name: String) -> Bool {
            variables[name].map { ["ON", "1", "YES"].contains($0.uppercased()) } ?? false
        }
        func upper(_ name: String) -> String? {
            variables[name].flatMap { $0.isEmpty ? nil : $0.uppercased() }
        }
        dialect = ServerDialect(ServerVersion(variable: variables["version"] ?? ""))
        versionComment = variables["version_comment"] ?? ""
        if let aurora = variables["aurora_version"], !aurora.isEmpty {
            host = .aurora(version: aurora)
        } else {
            host = hasRDSProcedures || variables["basedir"]?.hasPrefix("/rdsdbbin") == true ? .rds : .plain
        }
        serverID = variables["server_id"].flatMap { UInt32($0) } ?? 0
        serverUUID = variables["server_uuid"].flatMap { SourceID($0) }
        writesLog = isOn("log_bin")
        logFormat = upper("binlog_format") ?? ""
        rowImage = upper("binlog_row_image")
        rowMetadata = upper("binlog_row_metadata")
        checksum = upper("binlog_checksum")
        rowValueOptions = upper("binlog_row_value_options")
        encryptsLog = isOn("binlog_encryption") || isOn("encrypt_binlog")
        compressesLog = isOn("binlog_transaction_compression") || isOn("log_bin_compress")
        gtidMode = upper("gtid_mode")
        isGTIDStrict = isOn("gtid_strict_mode")
        logStorageEngine = variables["binlog_storage_engine"].flatMap { $0.isEmpty ? nil : $0 }
        maximumPacketSize = variables["max_allowed_packet"].flatMap { UInt64($0) } ?? 0
        lowerCaseTableNames = variables["lower_case_table_names"].flatMap { Int($0) } ?? 0
        let zone = variables["time_zone"] ?? ""
        timeZone = zone.uppercased() == "SYSTEM" || zone.isEmpty ? variables["system_time_zone"] ?? zone : zone
        isSemiSynchronous = isOn("rpl_semi_sync_source_enabled") || isOn("rpl_semi_sync_master_enabled")
        self.grants = grants
    }
}
