// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
import MySQLTypes

extension LagProbe {
    /// What the server tells of its own log, its transactions and its clock.
    ///
    /// The files of the log are asked for again only where another one is written to than the time before, since of the others
    /// the sizes stay.
    ///
    /// - Throws: `ReplicationError` where it does not answer, or the account may not ask for the end of the log.
    public mutating func source() async throws(ReplicationError) -> SourceReading {
        let asked = WallClock.now
        let mode = try await measureClock()
        let status = try await askOnce(
            .ownLog,
            profile.dialect.binaryLogStatus,
            "asking for the end of the binary log"
        ).flatMap { BinaryLogStatus($0) }
        if status == nil, refusals.contains(.ownLog) {
            throw ReplicationError(
                .missingPrivilege,
                "the account may not ask for the end of the binary log",
                advice: "GRANT " + (profile.dialect.statusPrivileges.first ?? "REPLICATION CLIENT") + " ON *.* TO it"
            )
        }
        let committed: ExecutedGTIDs?
        if isMariaDB {
            let answer = try await ask("SELECT @@GLOBAL.gtid_binlog_pos", "asking for the GTID position")
            committed = try gtids(answer.value(0, 0))
        } else if !mode.logsEveryGTID {
            // What was executed with GTIDs some time ago says nothing of what is committed without them now.
            committed = nil
        } else if let executed = status?.executed {
            committed = try gtids(executed)
        } else {
            committed = try await executedSet()
        }
        if let end = status?.position, logs?.files.last?.name != end.file {
            logs = try await askOnce(.logs, profile.dialect.binaryLogs, "asking for the files of the binary log")
                .map { BinaryLogIndex($0) }
        }
        return SourceReading(
            identity: profile.identity,
            end: status?.position,
            committed: committed,
            logs: logs,
            readOnly: mode.readOnly,
            clock: clocks.best,
            asked: asked,
            time: WallClock.now
        )
    }

    /// MySQL: all that was executed.
    func executedSet() async throws(ReplicationError) -> ExecutedGTIDs? {
        try gtids(
            try await ask("SELECT @@GLOBAL.gtid_executed", "asking for the executed GTIDs").value(0, 0)
        )
    }

    /// Measures the server's clock, and tells how it stands to writes and GTIDs, which is one question.
    mutating func measureClock() async throws(ReplicationError) -> ServerMode {
        let purpose = "asking for the server's time"
        var answer: StatementAnswer?
        var asked = WallClock.now
        if !isMariaDB {
            let sql =
                "SELECT UNIX_TIMESTAMP(SYSDATE(6)), @@GLOBAL.read_only, @@GLOBAL.super_read_only, @@GLOBAL.gtid_mode"
            answer = try await askOnce(.superReadOnly, [sql], purpose)
        }
        if answer == nil {
            asked = WallClock.now
            answer = try await ask(
                [
                    "SELECT UNIX_TIMESTAMP(SYSDATE(6)), @@GLOBAL.read_only",
                    "SELECT UNIX_TIMESTAMP(), @@GLOBAL.read_only",
                ],
                purpose
            )
        }
        let answered = WallClock.now
        guard let answer else { return ServerMode(readOnly: .off, logsEveryGTID: false) }
        if let server = answer.microseconds(0, 0) {
            var offset = ClockOffset(server: server, asked: asked, answered: answered)
            if answer.value(0, 0)?.contains(".") != true {
                // Whole seconds: it may be any moment of that second.
                offset.microseconds += 500_000
                offset.error += 500_000
            }
            clocks.add(offset)
        }
        let hasMode = answer.columns.count > 3
        return ServerMode(
            readOnly: SourceReading.ReadOnlyMode(
                readOnly: answer.value(0, 1) ?? "0",
                superReadOnly: answer.value(0, hasMode ? 2 : nil) ?? "0"
            ),
            logsEveryGTID: isMariaDB
                || (hasMode ? answer.value(0, 3)?.uppercased() : profile.gtidMode) == "ON"
        )
    }
}

/// How a server stands to writes and GTIDs at a moment.
struct ServerMode: Sendable {
    var readOnly: SourceReading.ReadOnlyMode
    /// Whether every transaction has a GTID.
    var logsEveryGTID: Bool
}

extension SourceReading.ReadOnlyMode {
    /// Reads the values of `read_only` and `super_read_only`; MariaDB 12's `read_only` has words.
    init(readOnly: String, superReadOnly: String) {
        let word = readOnly.uppercased()
        if ["1", "ON"].contains(superReadOnly.uppercased()) || word.hasPrefix("NO_LOCK_NO_ADMIN") {
            self = .superReadOnly
        } else if word == "0" || word == "OFF" || word.isEmpty {
            self = .off
        } else {
            self = .readOnly
        }
    }
}
