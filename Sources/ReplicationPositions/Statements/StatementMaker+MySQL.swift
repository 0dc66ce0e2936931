// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension StatementMaker {
    /// CHANGE MASTER TO or CHANGE REPLICATION SOURCE TO, and what goes with it.
    ///
    /// Source: MySQL 8.0 and 9.7, Reference Manual, "SQL Statements for Controlling Replica Servers".
    mutating func makeMySQL() throws(StartStatementError) {
        let isOld = dialect == .mysql57
        let replica = isOld ? "SLAVE" : "REPLICA"
        let prefix = isOld ? "MASTER" : "SOURCE"
        let channel =
            try point.channel.map { (name) throws(StartStatementError) in
                " FOR CHANNEL \(try SQLText.quoted(name))"
            } ?? ""
        stop("STOP \(replica)\(channel)")
        if method == .gtid, case .mysql(let set) = point.gtid { try setPurged(set) }
        var options = try connection(prefix)
        if !request.usesTLS, !isOld { options.append("GET_SOURCE_PUBLIC_KEY=1") }
        switch method {
        case .file: options += try place(prefix) + ["\(prefix)_AUTO_POSITION=0"]
        case .gtid: options.append("\(prefix)_AUTO_POSITION=1")
        }
        if request.delay > 0 { options.append("\(prefix)_DELAY=\(request.delay)") }
        let change = isOld ? "CHANGE MASTER TO" : "CHANGE REPLICATION SOURCE TO"
        run(.set, "\(change)\n    \(options.joined(separator: ",\n    "))\(channel)")
        leaveOutManagedTables()
        run(.start, "START \(replica)\(channel)")
        run(.check, "SHOW \(replica) STATUS\(channel)")
        remark(.reset, "To end replication for good, once the proof is there that all was applied:")
        remark(.reset, "STOP \(replica)\(channel);")
        remark(.reset, "RESET \(replica) ALL\(channel);")
    }

    private mutating func setPurged(_ set: GTIDSet) throws(StartStatementError) {
        let text = try SQLText.quoted("\(set)")
        let reset = dialect == .mysql84 ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER"
        if request.setsPurged {
            remark(.set, "Tells the replica what its data holds; its own binary log is emptied.")
            run(.set, reset)
            run(.set, "SET @@GLOBAL.gtid_purged=\(text)")
            return
        }
        remark(
            .set,
            """
            The replica begins behind what its gtid_executed holds. This must give 1, and no more than the copy may be there:
              SELECT GTID_SUBSET(\(text), @@GLOBAL.gtid_executed);
            Where it gives 0 (data loaded without its GTIDs), --set-gtid-purged emits what sets them.
            """
        )
    }
}
