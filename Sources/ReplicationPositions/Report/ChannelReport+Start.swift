// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension ChannelReport {
    /// Judges the place that a dump, a backup or a binary log tells.
    init(_ start: StartCoordinates, besideReplica: Bool) {
        self.init(title: ChannelReport.title(start), flavour: start.flavour, channel: start.channel)
        let isOwn = start.log != .source
        var point = StartPoint(flavour: start.flavour, file: start.file)
        point.host = start.host
        point.channel = start.channel
        point.uuid = start.source?.uuid.flatMap { SourceID($0) }
        point.serverID = start.source?.serverID
        if let file = start.file {
            coordinates.append(
                PositionCoordinate(
                    isOwn ? .own : .source,
                    "\(file)",
                    from: ChannelReport.columns(start),
                    .start,
                    isOwn
                        ? "where the log of that server stood at that moment"
                        : "up to where that server had executed its source's log"
                )
            )
            if file.offset > UInt64(UInt32.max) {
                note(
                    .warning,
                    .beyond4GiB,
                    "the offset is beyond 4 GiB, where no replica can begin by file",
                    advice: "use GTIDs"
                )
            }
        }
        do throws(GTIDSyntaxError) {
            if let gtid = try start.executed() {
                point.gtid = gtid
                point.flavour = point.flavour ?? gtid.flavour
                flavour = point.flavour
                coordinates.append(
                    PositionCoordinate(
                        isOwn ? .ownGTID : .sourceGTID,
                        "\(gtid)",
                        from: "GTIDs",
                        .start,
                        "all that was executed at that moment, and is in the copy"
                    )
                )
            }
        } catch {
            note(
                .wrong,
                .gtidUnreadable,
                "the GTIDs cannot be read: \(error)",
                advice: "the text may be cut; see that it is whole"
            )
        }
        if start.file == nil, point.gtid == nil {
            note(.wrong, .noPosition, "no place is told: neither file and offset nor GTIDs")
        } else {
            self.start = point
        }
        judge(start, besideReplica: besideReplica)
        sortFindings()
    }

    private mutating func judge(_ start: StartCoordinates, besideReplica: Bool) {
        if start.origin == .binaryLogStatus {
            note(
                .warning,
                .momentUnknown,
                "the server goes on writing: this is the place for data that was copied at that very moment only",
                advice: "take it under FLUSH TABLES WITH READ LOCK, or take what the dump or backup tells of itself"
            )
            if besideReplica {
                note(
                    .warning,
                    .ownLog,
                    "this is a place in the replica's own log, not in that of its source",
                    advice: "it is of use only to replicate from this replica"
                )
            }
        }
        if start.origin == .backup {
            note(
                .note,
                .ownLog,
                "this is a place in the log of the server that was backed up",
                advice: "to make a second replica of that server's source, use xtrabackup_slave_info"
            )
        }
        if start.isActive, start.origin == .dump {
            note(
                .warning,
                .activeStatement,
                "the statement is no comment: loading the dump runs it, and changes where that server replicates from",
                advice: "load it only into a server that is meant to become this replica"
            )
        }
        note(
            .note,
            .retention,
            "the place is in the log of \(ChannelReport.owner(start)), which must keep its files until the replica has read them",
            advice: "raise the retention on that server, not on another"
        )
    }

    private static func owner(_ start: StartCoordinates) -> String {
        if let host = start.host { return host }
        switch (start.log, start.origin) {
        case (.source, .statements): return "the source"
        case (.source, _): return "the source of the server that was copied"
        case (_, .binaryLogStatus): return "the server that printed this"
        case (_, .record): return "the server that the record names"
        default: return "the server that was copied"
        }
    }

    private static func title(_ start: StartCoordinates) -> String {
        let what =
            switch start.origin {
            case .binaryLogStatus: "status of a binary log"
            case .dump: "dump"
            case .mydumper: "dump of mydumper"
            case .backup: "backup (xtrabackup_binlog_info)"
            case .statements: "statements (as in xtrabackup_slave_info)"
            case .record: "position record"
            }
        var text = what + ": a place in the log of \(owner(start))"
        if let channel = start.channel { text += ", channel '\(channel)'" }
        return text
    }

    private static func columns(_ start: StartCoordinates) -> String {
        switch start.origin {
        case .binaryLogStatus: "File + Position"
        case .dump, .statements: start.isActive ? "CHANGE ... TO" : "CHANGE ... TO, in a comment"
        case .mydumper, .backup, .record: "file and position"
        }
    }
}
