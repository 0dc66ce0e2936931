// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension ReplicaReport {
    /// Judges the two pairs of file and offset, and the relay log's.
    mutating func judgeFiles() {
        judgeExecuted()
        judgeReceived()
        if let relay = status.relay {
            add(
                .relay,
                "\(relay)",
                from: "\(name("relay_log_file")) + \(name("relay_log_pos"))",
                .never,
                "the applier's place in the replica's own relay log, whose files and offsets are not the source's"
            )
        }
    }

    private mutating func judgeExecuted() {
        guard let executed = status.executed else {
            judgeHalves()
            return
        }
        guard executed.offset > 0, !hasNeverConnected else {
            neverStarted()
            return
        }
        if status.row["source_server_id"] == "0" {
            note(
                .warning,
                .neverStarted,
                "the receiver has not connected since the server's start or since it was set up: whether anything was executed, "
                    + "only who set it up knows",
                advice: "start the receiver once, and save the status again"
            )
        }
        add(
            .executed,
            "\(executed)",
            from: "\(name("relay_source_log_file")) + \(name("exec_source_log_pos"))",
            useOfExecuted,
            isStill
                ? "everything before it was executed, and nothing behind it, as long as the applier stayed stopped"
                : "everything before it was executed; whether more was, the text does not tell"
        )
        if executed.offset > UInt64(UInt32.max) {
            note(
                .warning,
                .beyond4GiB,
                "the offset is beyond 4 GiB, where no replica can begin by file",
                advice: "use GTIDs, or the beginning of the next file once the transaction has ended"
            )
        }
    }

    /// The executed pair is not whole.
    private mutating func judgeHalves() {
        let file = name("relay_source_log_file")
        let offset = name("exec_source_log_pos")
        if let half = status.executedOffset, half > 0 {
            var message =
                "\(offset) \(half) is told without \(mate(of: offset, "Relay_Source_Log_File")), the file it belongs to"
            if let received = status.receivedFile {
                message += "; \(name("source_log_file")) \(received) is the receiver's file, and may be a later one"
            }
            note(
                .wrong,
                .executedWithoutFile,
                message,
                advice: "read \(mate(of: offset, "Relay_Source_Log_File")) in the whole status; a search for "
                    + "\(name("source_log_file")) finds both lines"
            )
            add(.executed, "?:\(half)", from: offset, .never, "half of a pair: its file is not told")
        } else if let half = status.executedFile {
            if status.executedOffset == 0 {
                neverStarted()
                return
            }
            note(
                .wrong,
                .executedWithoutOffset,
                "\(file) \(half) is told without \(mate(of: file, "Exec_Source_Log_Pos")), the offset in it",
                advice: "save the whole status"
            )
            add(.executed, "\(half):?", from: file, .never, "half of a pair: its offset is not told")
        } else if status.executedOffset == 0 {
            neverStarted()
        } else if status.received != nil || status.receivedOffset != nil {
            note(
                .wrong,
                .receivedOnly,
                "only what had come is told (\(name("read_source_log_pos"))), not what was executed: if the applier was behind, "
                    + "a replica that begins there never gets what is between",
                advice: "take \(mate(of: name("read_source_log_pos"), "Relay_Source_Log_File")) and "
                    + "\(mate(of: name("read_source_log_pos"), "Exec_Source_Log_Pos"))"
            )
        }
    }

    /// MySQL keeps the source's uuid from the first connection on.
    private var hasNeverConnected: Bool {
        status.row["source_server_id"] == "0" && status.row.has("source_uuid") && status.sourceUUID == nil
    }

    private mutating func neverStarted() {
        note(
            .wrong,
            .neverStarted,
            "replication was set up and nothing was executed yet: the place is the one it was told to begin at",
            advice: "ask who set it up where the data comes from"
        )
    }

    private mutating func judgeReceived() {
        guard let received = status.received else { return }
        let columns = "\(name("source_log_file")) + \(name("read_source_log_pos"))"
        guard let executed = status.executed, executed.offset > 0, !hasNeverConnected else {
            add(.received, "\(received)", from: columns, .never, "what had come; what was executed is not told")
            return
        }
        if received == executed {
            add(
                .received,
                "\(received)",
                from: columns,
                .never,
                "what had come: the same place here, since the applier had caught up with the receiver; the executed pair is "
                    + "the one to use all the same"
            )
            return
        }
        add(
            .received,
            "\(received)",
            from: columns,
            .never,
            "what had come; a replica that begins here never gets what is between this and the executed place"
        )
        var distance = "more had come than was executed"
        if received.file == executed.file, received.offset > executed.offset {
            distance += ": \(received.offset - executed.offset) bytes"
        } else if received.file != executed.file {
            distance += ": from \(executed.file) to \(received.file)"
        }
        note(
            .warning,
            .receivedAhead,
            distance,
            advice: "begin at the executed place, \(executed), never at \(received)"
        )
        if received.file != executed.file {
            note(
                .warning,
                .filesDiffer,
                "\(name("exec_source_log_pos")) \(executed.offset) belongs to \(name("relay_source_log_file")) \(executed.file); "
                    + "with \(name("source_log_file")) \(received.file) it would be another place, or none",
                advice: "never pair \(name("source_log_file")) with \(name("exec_source_log_pos"))"
            )
        }
    }

    /// Another column's name in the words that the text uses.
    private func mate(of present: String, _ column: String) -> String {
        present.contains("aster")
            ? column.replacing("Source", with: "Master").replacing("Replica", with: "Slave") : column
    }
}
