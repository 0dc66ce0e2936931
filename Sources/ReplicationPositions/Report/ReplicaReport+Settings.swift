// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

extension ReplicaReport {
    /// Judges what the status tells beside positions.
    mutating func judgeSettings() {
        if let delay = status.delay, delay > 0 {
            note(
                .note,
                .delayed,
                "the replica holds transactions back for \(delay) seconds on purpose",
                advice: "what it has not executed is in no copy of its data"
            )
        }
        if let condition = status.row["until_condition"], condition.lowercased() != "none" {
            note(.note, .until, "replication was to end by itself: \(name("until_condition")) \(condition)")
        }
        judgeFilters()
        if let count = status.row["skip_counter"].flatMap({ UInt64($0) }), count > 0 {
            note(
                .warning,
                .skipping,
                "\(count) events are yet to be skipped (\(name("skip_counter")))",
                advice: "set it to 0 before beginning anew"
            )
        }
        if status.secondsBehind == 0 {
            note(
                .note,
                .secondsAreNoProof,
                "\(name("seconds_behind_source")) 0 tells that the applier had done what had come, not that all had come",
                advice: "compare with the end of the source's log, by position or by GTIDs"
            )
        }
        if status.usesTLS == false {
            note(
                .warning,
                .plainText,
                "the stream is not encrypted (\(name("source_ssl_allowed")): No), nor is the password's way protected",
                advice: "replicate by TLS: SOURCE_SSL=1, or 1 for the ssl argument of the RDS procedures"
            )
        }
        guard status.executed != nil || status.received != nil else { return }
        let host = status.host.map { "\($0)\(status.port.map { ":\($0)" } ?? "")" } ?? "the source"
        note(
            .note,
            .retention,
            "these are places in the log of \(host); that server must keep its files until the new replica has read them",
            advice:
                "raise the retention there (binlog_expire_logs_seconds, or mysql.rds_set_configuration('binlog retention "
                + "hours', n)), not on this replica"
        )
    }

    private mutating func judgeFilters() {
        let filters = status.row.fields.filter { field in
            let name = StatusRow.normalized(field.name)
            return name.hasPrefix("replicate_") && !(field.value ?? "").isEmpty
        }
        guard !filters.isEmpty else { return }
        let text = filters.map { "\($0.name) \($0.value ?? "")" }.joined(separator: ", ")
        note(
            .warning,
            .filtered,
            "this replica leaves changes out: \(text)",
            advice: "a copy of its data lacks them, whatever the position says"
        )
    }
}
