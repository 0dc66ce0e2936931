// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Judges whether one server can apply what another logs.
///
/// Source: MySQL 9.7, Reference Manual, "Replication Compatibility Between MySQL Versions", "Replication Mode Concepts";
/// MariaDB, "Replication When the Primary and Replica Have Different Table Definitions", "MariaDB versus MySQL: Compatibility".
/// MySQL 9.7 was seen to stop with error 13121 at the first row events of MariaDB 11.8.
package struct TargetChecks: Sendable {
    let source: ServerFacts
    let target: ServerFacts
    /// What was found.
    package private(set) var checks: [VerifiedCheck] = []

    /// Compares both.
    package init(_ source: ServerFacts, _ target: ServerFacts) {
        self.source = source
        self.target = target
        switch (source.profile.dialect.isMariaDB, target.profile.dialect.isMariaDB) {
        case (true, false): checkMariaDBToMySQL()
        case (false, true): checkMySQLToMariaDB()
        case (false, false):
            checkGTIDModes()
            checkMySQLVersions()
        case (true, true): break
        }
        checkVersions()
        checkIdentities()
        checkCollations()
        checkSettings()
        if !checks.contains(where: { $0.outcome == .bad }) {
            add(
                .good,
                target.isKnown
                    ? "nothing that is known of the target, version \(name(target)), keeps it from applying this log"
                    : "nothing that the versions tell keeps \(name(target)) from applying this log"
            )
        }
        if !target.isKnown || !source.isKnown {
            add(
                .unknown,
                "not compared, since it was not asked: collations, settings and server_id of source and target",
                advice: target.isKnown ? "ask the source (--source)" : "ask the target (--target)"
            )
        }
    }

    func name(_ facts: ServerFacts) -> String {
        "\(facts.profile.dialect.isMariaDB ? "MariaDB" : "MySQL") \(facts.profile.versionText)"
    }

    mutating func add(_ outcome: VerifiedCheck.Outcome, _ message: String, advice: String? = nil) {
        checks.append(VerifiedCheck(.target, outcome, message, advice: advice))
    }

    private mutating func checkMariaDBToMySQL() {
        if target.profile.dialect.version.isAtLeast(8, 4) {
            add(
                .bad,
                "\(name(target)) applies no row events of version 1, the only ones that MariaDB writes: it stops at the first "
                    + "(error 13121)",
                advice: "copy the changes by a tool that reads the log and writes SQL"
            )
        } else {
            add(
                .warning,
                "nobody supports replication from MariaDB to MySQL: it works for what both know",
                advice: "try it with a copy first, by file and offset: the two have no GTIDs in common"
            )
        }
        if source.profile.compressesLog {
            add(
                .bad,
                "MySQL cannot read compressed events of MariaDB",
                advice: "SET GLOBAL log_bin_compress = OFF, and begin behind it"
            )
        }
    }

    private mutating func checkMySQLToMariaDB() {
        add(.warning, "MariaDB does not know MySQL's GTIDs", advice: "begin by file and offset")
        if source.profile.compressesLog {
            add(
                .bad,
                "MariaDB cannot read compressed transactions (binlog_transaction_compression)",
                advice: "SET GLOBAL binlog_transaction_compression = OFF, and begin behind it"
            )
        }
        if source.profile.rowValueOptions?.contains("PARTIAL_JSON") == true {
            add(
                .bad,
                "MariaDB cannot apply partial changes of JSON",
                advice: "SET GLOBAL binlog_row_value_options = ''"
            )
        }
        if let count = source.jsonTableCount, count > 0 {
            add(
                .bad,
                "\(count) tables of the source have columns of type JSON, whose rows MariaDB cannot apply",
                advice: "leave them out, or make them text on the source"
            )
        }
    }

    private mutating func checkGTIDModes() {
        guard target.isKnown, let mine = source.profile.gtidMode, let theirs = target.profile.gtidMode else { return }
        // OFF, OFF_PERMISSIVE, ON_PERMISSIVE, ON: neighbours go together, ON and OFF do not.
        switch (mine, theirs) {
        case ("ON", "OFF"), ("ON_PERMISSIVE", "OFF"):
            add(
                .bad,
                "gtid_mode is \(mine) on the source and OFF on the target, which cannot apply transactions with GTIDs",
                advice: "SET GLOBAL gtid_mode on the target, step by step"
            )
        case ("OFF", "ON"), ("OFF_PERMISSIVE", "ON"):
            add(
                .bad,
                "gtid_mode is \(mine) on the source and ON on the target, which cannot apply transactions without GTIDs",
                advice:
                    "CHANGE REPLICATION SOURCE TO ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS=LOCAL, or change a gtid_mode"
            )
        default: break
        }
    }

    private mutating func checkMySQLVersions() {
        let version = target.profile.dialect.version
        if source.profile.compressesLog, !version.isAtLeast(8, 0, 20) {
            add(
                .bad,
                "\(name(target)) cannot read compressed transactions, which came with 8.0.20",
                advice: "SET GLOBAL binlog_transaction_compression = OFF, and begin behind it"
            )
        }
        let usesOld =
            source.variables["log_bin_use_v1_row_events"].map { ["ON", "1"].contains($0.uppercased()) } ?? false
        if usesOld || !source.profile.dialect.version.isAtLeast(5, 6), version.isAtLeast(8, 4) {
            add(
                .bad,
                "\(name(target)) applies no row events of version 1, which the source writes",
                advice: "SET GLOBAL log_bin_use_v1_row_events = OFF, and begin behind it"
            )
        }
    }

    private mutating func checkVersions() {
        guard source.profile.dialect.isMariaDB == target.profile.dialect.isMariaDB else { return }
        let mine = source.profile.dialect.version
        let theirs = target.profile.dialect.version
        if (mine.major, mine.minor) > (theirs.major, theirs.minor) {
            add(
                .warning,
                "the source, \(name(source)), is newer than the target, \(name(target)): what is new in it the target does "
                    + "not know",
                advice: "replication is supported to the same version or a newer one"
            )
        }
    }

    private mutating func checkIdentities() {
        guard target.isKnown, source.isKnown else { return }
        if source.profile.serverID == target.profile.serverID {
            add(
                .bad,
                "source and target have one server_id, \(source.profile.serverID): the target passes over everything",
                advice: "SET GLOBAL server_id to another number on the target"
            )
        }
        if let uuid = source.profile.serverUUID, uuid == target.profile.serverUUID {
            add(
                .bad,
                "source and target have one server_uuid: the data directory was copied with its auto.cnf",
                advice: "delete auto.cnf on the target and restart it"
            )
        }
    }

    private mutating func checkCollations() {
        guard let known = target.collations else { return }
        if let used = source.usedCollations {
            let unknown = used.subtracting(known).sorted()
            if !unknown.isEmpty {
                add(
                    .bad,
                    "the target does not know collations that tables of the source have: "
                        + unknown.prefix(10).joined(separator: ", ") + (unknown.count > 10 ? ", ..." : ""),
                    advice: "convert those tables on the source, or take a target that knows them"
                )
            }
        }
        if let server = source.variables["collation_server"], !known.contains(ServerFacts.spelling(server)) {
            add(
                .bad,
                "the target does not know the source's collation_server, \(server), which statements in its log may name",
                advice: "SET GLOBAL collation_server to one that both know; sessions that are open keep what they had"
            )
        }
    }

    private mutating func checkSettings() {
        guard target.isKnown, source.isKnown else { return }
        if source.profile.lowerCaseTableNames != target.profile.lowerCaseTableNames {
            add(
                .warning,
                "lower_case_table_names is \(source.profile.lowerCaseTableNames) on the source and "
                    + "\(target.profile.lowerCaseTableNames) on the target: names that differ only in case may be one there",
                advice: "it can be set only when a server is made"
            )
        }
        for name in ["collation_server", "sql_mode"] {
            guard let mine = source.variables[name], let theirs = target.variables[name] else { continue }
            let isSame = Set(mine.uppercased().split(separator: ",")) == Set(theirs.uppercased().split(separator: ","))
            if !isSame {
                add(
                    .warning,
                    "\(name) is '\(mine)' on the source and '\(theirs)' on the target: what is made there later differs"
                )
            }
        }
        if target.hasTimeZones == false, source.hasTimeZones == true {
            add(
                .warning,
                "the target's tables of time zones are empty: statements in the log that name a zone fail there",
                advice: "fill them by mysql_tzinfo_to_sql"
            )
        }
    }
}
