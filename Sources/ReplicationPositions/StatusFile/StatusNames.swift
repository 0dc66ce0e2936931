// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// The columns of status statements that are known, in the words of MySQL 8.4.
///
/// Source: MySQL 5.5 to 9.7, Reference Manual, "SHOW REPLICA STATUS Statement" and "SHOW BINARY LOG STATUS Statement"; MariaDB,
/// "SHOW REPLICA STATUS". Seen in `Fixtures/status`.
enum StatusNames {
    /// Whether a column is known, however it is spelled.
    static func isKnown(_ name: some StringProtocol) -> Bool {
        known.contains(StatusRow.normalized(String(name)))
    }

    /// Whether the value of a column can have several lines.
    static func mayHaveLines(_ name: String) -> Bool {
        let name = StatusRow.normalized(name)
        return name.contains("error") || name.contains("gtid") || name.contains("state") || name.hasPrefix("replicate_")
            || !known.contains(name)
    }

    /// Whether the value of a column is one word: a file, a number, an answer.
    static func isOneWord(_ name: some StringProtocol) -> Bool {
        let name = StatusRow.normalized(String(name))
        return name.hasSuffix("_pos") && !name.contains("gtid") || name.hasSuffix("_log_file")
            || name.hasSuffix("_running") || ["file", "position", "source_host", "source_port"].contains(name)
    }

    private static let known: Set<String> = [
        // SHOW BINARY LOG STATUS
        "file", "position", "binlog_do_db", "binlog_ignore_db", "executed_gtid_set",
        // MySQL 5.5 and MariaDB 5.5
        "replica_io_state", "source_host", "source_user", "source_port", "connect_retry", "source_log_file",
        "read_source_log_pos", "relay_log_file", "relay_log_pos", "relay_source_log_file", "replica_io_running",
        "replica_sql_running", "replicate_do_db", "replicate_ignore_db", "replicate_do_table", "replicate_ignore_table",
        "replicate_wild_do_table", "replicate_wild_ignore_table", "last_errno", "last_error", "skip_counter",
        "exec_source_log_pos", "relay_log_space", "until_condition", "until_log_file", "until_log_pos",
        "source_ssl_allowed", "source_ssl_ca_file", "source_ssl_ca_path", "source_ssl_cert", "source_ssl_cipher",
        "source_ssl_key", "seconds_behind_source", "source_ssl_verify_server_cert", "last_io_errno", "last_io_error",
        "last_sql_errno", "last_sql_error", "replicate_ignore_server_ids", "source_server_id",
        // MySQL 5.6 to 9.7
        "source_uuid", "source_info_file", "sql_delay", "sql_remaining_delay", "replica_sql_running_state",
        "source_retry_count", "source_bind", "last_io_error_timestamp", "last_sql_error_timestamp", "source_ssl_crl",
        "source_ssl_crlpath", "retrieved_gtid_set", "auto_position", "replicate_rewrite_db", "channel_name",
        "source_tls_version", "source_public_key_path", "get_source_public_key", "network_namespace",
        // MariaDB
        "connection_name", "replica_sql_state", "using_gtid", "gtid_io_pos", "replicate_do_domain_ids",
        "replicate_ignore_domain_ids", "parallel_mode", "replica_ddl_groups", "replica_non_transactional_groups",
        "replica_transactional_groups", "retried_transactions", "max_relay_log_size", "executed_log_entries",
        "replica_received_heartbeats", "replica_heartbeat_period", "gtid_replica_pos", "source_last_event_time",
        "replica_last_event_time", "source_replica_time_diff",
    ]
}
