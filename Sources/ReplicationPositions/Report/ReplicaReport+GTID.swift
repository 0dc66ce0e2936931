// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension ReplicaReport {
    /// Judges what the status tells of GTIDs.
    mutating func judgeGTIDs(isOneOfSeveral: Bool) {
        do throws(GTIDSyntaxError) {
            if status.flavour == .mariaDB {
                try judgeMariaDB(isOneOfSeveral: isOneOfSeveral)
            } else {
                try judgeMySQL(isOneOfSeveral: isOneOfSeveral)
            }
        } catch {
            note(
                .wrong,
                .gtidUnreadable,
                "the GTIDs cannot be read: \(error)",
                advice: "the text may be cut; ask the server again: SELECT @@GLOBAL."
                    + (status.flavour == .mariaDB ? "gtid_slave_pos" : "gtid_executed")
            )
        }
    }

    private mutating func judgeMySQL(isOneOfSeveral: Bool) throws(GTIDSyntaxError) {
        let executed = try status.executedGTIDs()
        let retrieved = try status.retrievedGTIDs()
        if let executed {
            add(
                .executedGTID,
                "\(executed)",
                from: name("executed_gtid_set"),
                useOfExecuted,
                "all that this server has executed, from every source and by itself"
            )
            if status.usesAutoPosition != true {
                note(
                    .warning,
                    .gtidUnused,
                    "GTIDs are there, and replication goes by file (\(name("auto_position")) is not 1)",
                    advice:
                        "begin by GTIDs where the source has gtid_mode=ON: no file name to mistake, and any server of the "
                        + "topology can be the source"
                )
            }
        }
        guard let retrieved else { return }
        add(
            .receivedGTID,
            "\(retrieved)",
            from: name("retrieved_gtid_set"),
            .never,
            "what has come from this source since the receiver was set up; no place to begin at"
        )
        let missing = retrieved.subtracting(executed ?? GTIDSet())
        if !missing.isEmpty {
            note(
                .warning,
                .receivedAhead,
                "\(missing.transactionCount) transactions had come and were not executed: \(missing)",
                advice: "they are not in this server's data"
            )
        }
    }

    private mutating func judgeMariaDB(isOneOfSeveral: Bool) throws(GTIDSyntaxError) {
        let executed = try status.executedGTIDPosition()
        let received = try status.receivedGTIDPosition()
        let usesGTID = status.usingGTID.map { $0.lowercased() != "no" } ?? false
        if let executed {
            add(
                .executedGTID,
                "\(executed)",
                from: name("gtid_replica_pos"),
                useOfExecuted,
                "all that this server has executed of its sources"
            )
            if isOneOfSeveral || executed.gtids.count > 1 {
                note(
                    .warning,
                    .gtidOfAllConnections,
                    "\(name("gtid_replica_pos")) is the place of all connections together",
                    advice: "leave out the domains that the new source does not have"
                )
            }
        }
        guard let received else {
            if executed != nil, !usesGTID { noteUnused() }
            return
        }
        // Only a receiver that goes by GTIDs keeps this place; without them it is what it was when they were given up.
        let isExecuted = usesGTID && isStill && status.received != nil && status.received == status.executed
        if executed == nil, isExecuted {
            add(
                .executedGTID,
                "\(received)",
                from: name("gtid_io_pos"),
                .start,
                "what had come, all of which was executed, as received and executed file position are one"
            )
        } else {
            add(
                .receivedGTID,
                "\(received)",
                from: name("gtid_io_pos"),
                .never,
                usesGTID ? "what had come, not what was executed" : "kept only where Using_Gtid is not No; may be old"
            )
        }
        guard usesGTID else {
            noteUnused()
            return
        }
        if executed == nil, !isExecuted {
            note(
                .warning,
                .gtidOnlyReceived,
                "\(name("gtid_io_pos")) \(received) is what had come, not what was executed",
                advice: "ask the replica, with its applier stopped: SELECT @@GLOBAL.gtid_slave_pos"
            )
        }
        note(
            .warning,
            .gtidUnused,
            "MariaDB's GTIDs are there (\(name("using_gtid")): \(status.usingGTID ?? "")): a procedure that copies file and "
                + "offset does without them",
            advice: "begin by GTID: MASTER_USE_GTID=slave_pos, or mysql.rds_set_external_master_gtid on RDS"
        )
    }

    private mutating func noteUnused() {
        note(
            .warning,
            .gtidUnused,
            "MariaDB's GTIDs are there, and replication goes by file (\(name("using_gtid")): No)",
            advice: "begin by GTID: ask the replica for @@GLOBAL.gtid_slave_pos with its applier stopped, then "
                + "MASTER_USE_GTID=slave_pos"
        )
    }
}
