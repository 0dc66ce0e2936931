// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// How long a server keeps the files of its log.
package struct RetentionSettings: Sendable, Hashable {
    /// Seconds behind the last write to a file until it may be deleted; nil where time alone deletes none.
    var seconds: UInt64?
    /// Where that is said.
    var origin: String
    /// RDS: whether files are deleted as soon as nobody needs them.
    var deletesAtOnce = false
    /// The server's clock, in seconds since 1970 UTC.
    var now: UInt64
    /// MariaDB 11.4: the most bytes of all files; nil where there is no limit.
    var totalSize: UInt64?

    /// Takes the values of variables, by their names in small letters, and RDS's own setting.
    package init(variables: [String: String], rdsHours: String??, now: UInt64) {
        self.now = now
        let days = variables["expire_logs_days"].flatMap { Double($0) } ?? 0
        let expiry = variables["binlog_expire_logs_seconds"].flatMap { UInt64($0) } ?? 0
        let isAutomatic = variables["binlog_expire_logs_auto_purge"].map { $0.uppercased() != "OFF" } ?? true
        let size = variables["max_binlog_total_size"].flatMap { UInt64($0) } ?? 0
        totalSize = size > 0 ? size : nil
        if let rdsHours {
            origin = "'binlog retention hours' of mysql.rds_configuration"
            seconds = rdsHours.flatMap { UInt64($0) }.map { $0.multipliedReportingOverflow(by: 3600).partialValue }
            deletesAtOnce = rdsHours == nil
        } else if expiry > 0, isAutomatic {
            origin = "binlog_expire_logs_seconds"
            seconds = expiry
        } else if days > 0, days < 1_000_000, isAutomatic {
            origin = "expire_logs_days"
            seconds = UInt64(days * 86_400)
        } else {
            origin = isAutomatic ? "binlog_expire_logs_seconds = 0" : "binlog_expire_logs_auto_purge = OFF"
            seconds = nil
        }
    }

    /// The variables that are asked for.
    static let statement = """
        SHOW GLOBAL VARIABLES WHERE Variable_name IN ('binlog_expire_logs_seconds', 'expire_logs_days', \
        'binlog_expire_logs_auto_purge', 'max_binlog_total_size')
        """

    /// Asks a server.
    static func read(_ session: any StatementSession, isRDS: Bool) async throws(StatementFailure) -> RetentionSettings {
        let answer = try await session.answer(to: statement)
        var variables: [String: String] = [:]
        for row in answer.rows where row.count >= 2 {
            if let name = row[0] { variables[name.lowercased()] = row[1] ?? "" }
        }
        var hours: String??
        if isRDS {
            let setting = try await session.answer(
                to: "SELECT value FROM mysql.rds_configuration WHERE name = 'binlog retention hours'"
            )
            hours = .some(setting.value(0, 0))
        }
        let clock = try await session.answer(to: "SELECT UNIX_TIMESTAMP()")
        return RetentionSettings(
            variables: variables,
            rdsHours: hours,
            now: clock.value(0, 0).flatMap { UInt64($0) } ?? 0
        )
    }

    /// What it means for a file whose successor was begun at a time (nil of the last file).
    package func check(_ file: String, successorBegun: UInt32?) -> VerifiedCheck {
        let more = totalSize.map { "; all files together may have \($0) bytes (max_binlog_total_size)" } ?? ""
        let advice = "raise it on this server until the replica has read the file"
        guard !deletesAtOnce else {
            return VerifiedCheck(
                .retention,
                .bad,
                "the server deletes its files as soon as it does not need them itself (\(origin) is NULL)",
                advice: "CALL mysql.rds_set_configuration('binlog retention hours', 168)"
            )
        }
        guard let seconds else {
            return VerifiedCheck(
                .retention,
                totalSize == nil ? .good : .warning,
                "time alone deletes no file (\(origin))\(more); PURGE BINARY LOGS does"
            )
        }
        guard let successorBegun else {
            return VerifiedCheck(
                .retention,
                totalSize == nil ? .good : .warning,
                "\(file) is being written; once it is full it is kept for \(RetentionSettings.text(seconds)) (\(origin))\(more)"
            )
        }
        // A file's age counts from its last write, which is about when the next one was begun.
        let end = UInt64(successorBegun).addingReportingOverflow(seconds)
        let left = end.overflow ? UInt64.max : end.partialValue > now ? end.partialValue - now : 0
        let isShort = left < 86_400
        return VerifiedCheck(
            .retention,
            isShort || totalSize != nil ? .warning : .good,
            left == 0
                ? "\(file) may be deleted at any moment: its \(RetentionSettings.text(seconds)) are over (\(origin))\(more)"
                : "\(file) may be deleted in \(RetentionSettings.text(left)) (\(origin), \(RetentionSettings.text(seconds)))\(more)",
            advice: isShort ? advice : nil
        )
    }

    /// Seconds for people: `6 d 23 h`, `4 h 10 min`, `50 s`.
    static func text(_ seconds: UInt64) -> String {
        switch seconds {
        case 0..<120: "\(seconds) s"
        case 120..<7200: "\(seconds / 60) min"
        case 7200..<172_800: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        default: "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
        }
    }
}
