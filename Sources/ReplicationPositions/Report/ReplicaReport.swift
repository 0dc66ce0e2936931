// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Judges a replica's status: which of its places is safe for what.
struct ReplicaReport {
    let status: ReplicaStatus
    private(set) var report: ChannelReport

    /// Judges a row; `isOneOfSeveral` where the same server told of further channels.
    init(status: ReplicaStatus, isOneOfSeveral: Bool) {
        self.status = status
        report = ChannelReport(
            title: ReplicaReport.title(status),
            flavour: status.flavour,
            channel: status.channel,
            state: ReplicaReport.state(status)
        )
        judgeThreads()
        judgeFiles()
        judgeGTIDs(isOneOfSeveral: isOneOfSeveral)
        judgeSettings()
        setStart()
        report.sortFindings()
    }

    /// Whether the text proves that nothing was being executed.
    var isStill: Bool { status.applier == .stopped }

    /// What a place is good for that is where the applier stood.
    var useOfExecuted: PositionCoordinate.Use { isStill ? .start : .unproved }

    /// The column as the text spells it.
    func name(_ column: String) -> String { status.row.field(column)?.name ?? column }

    mutating func add(
        _ kind: PositionCoordinate.Kind,
        _ value: String,
        from columns: String,
        _ use: PositionCoordinate.Use,
        _ meaning: String
    ) {
        report.coordinates.append(PositionCoordinate(kind, value, from: columns, use, meaning))
    }

    mutating func note(
        _ severity: PositionFinding.Severity,
        _ code: PositionFinding.Code,
        _ message: String,
        advice: String? = nil
    ) {
        report.note(severity, code, message, advice: advice)
    }

    private mutating func judgeThreads() {
        switch status.applier {
        case .stopped: break
        case .running, .connecting, .other:
            note(
                .wrong,
                .applierRunning,
                "the applier (\(name("replica_sql_running"))) was running when this was saved: its place has moved on since",
                advice: "stop the applier, wait until it is still, and save the status again before copying data"
            )
        case nil:
            note(
                .wrong,
                .applierUnknown,
                "the text does not tell whether the applier was running (no \(ReplicaReport.running(status)))",
                advice: "save the whole status, with the applier stopped"
            )
        }
        if let failure = status.applierFailure {
            note(
                .warning,
                .applierFailed,
                "an error stopped the applier: \(failure.number) \(ReplicaReport.short(failure.message))",
                advice: "the place is before the transaction that failed; whoever begins there meets it again"
            )
            if failure.message.contains("worker") || failure.number == 1756 {
                note(
                    .warning,
                    .possibleGaps,
                    "workers ran in parallel when it stopped: with replica_preserve_commit_order off, transactions behind this "
                        + "place may be executed already",
                    advice: "run START REPLICA UNTIL SQL_AFTER_MTS_GAPS and save the status again, or use GTIDs"
                )
            }
        }
        if let failure = status.receiverFailure {
            note(
                .warning,
                .receiverFailed,
                "the receiver failed: \(failure.number) \(ReplicaReport.short(failure.message))",
                advice: "the source may have written more than has come"
            )
        }
    }

    private mutating func setStart() {
        let goes = report.coordinates.filter { $0.use == .start }
        guard !goes.isEmpty else {
            if status.executed == nil, !report.findings.contains(where: { $0.severity == .wrong }) {
                note(.wrong, .noPosition, "the text tells no place where execution had come to")
            }
            return
        }
        var start = StartPoint(flavour: status.flavour)
        if goes.contains(where: { $0.kind == .executed }) { start.file = status.executed }
        if let gtid = goes.first(where: { $0.kind == .executedGTID }) {
            start.gtid = try? ExecutedGTIDs(text: gtid.value, flavour: status.flavour)
        }
        start.host = status.host
        start.port = status.port
        start.user = status.user
        start.uuid = status.sourceUUID
        start.serverID = status.sourceID
        start.channel = status.channel
        report.start = start
    }

    /// One line of an error's text.
    private static func short(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 160 ? line.prefix(157) + "..." : line
    }

    private static func running(_ status: ReplicaStatus) -> String {
        status.row.fields.contains { $0.name.lowercased().contains("source") }
            ? "Replica_SQL_Running" : "Slave_SQL_Running"
    }

    private static func title(_ status: ReplicaStatus) -> String {
        var text = "replica of "
        text += status.host.map { $0 + (status.port.map { ":\($0)" } ?? "") } ?? "a source that is not named"
        if let id = status.sourceID { text += ", server_id \(id)" }
        if let channel = status.channel {
            text += ", \(status.flavour == .mariaDB ? "connection" : "channel") '\(channel)'"
        }
        return text
    }

    private static func state(_ status: ReplicaStatus) -> String {
        func word(_ state: ReplicaStatus.ThreadState?) -> String {
            switch state {
            case .running: "running"
            case .stopped: "stopped"
            case .connecting: "connecting"
            case .other(let text): "'\(text)'"
            case nil: "not told"
            }
        }
        return "receiver \(word(status.receiver)), applier \(word(status.applier))"
    }
}
