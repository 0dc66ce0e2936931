// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

extension DumpError {
    /// What to do about it; nil where nothing is known.
    public var advice: String? {
        switch cause {
        case .fileNotFound(let file):
            "\(file.map { "\($0) is" } ?? "the file is") not in the server's log: it was purged, belongs to another "
                + "server, or is misspelt; SHOW BINARY LOGS lists what is there. Transactions of purged files must come "
                + "from a backup or another replica"
        case .positionBeyondEnd(let file):
            "\(file ?? "the file") is shorter than the position: the server lost the end of its log in a crash, or the "
                + "position belongs to another server; compare the data before choosing another position"
        case .positionBeforeFirstEvent: "begin at position 4 or later"
        case .eventTooLong(let place):
            "\(place.map { "\($0)" } ?? "the position") is most likely inside an event: begin where a transaction "
                + "begins. If it is right, an event is longer than the server's max_allowed_packet: raise that"
        case .truncatedEvent(let place):
            "\(place.map { "\($0)" } ?? "the position") is inside an event, or the file was torn by a full disk: begin "
                + "where a transaction begins"
        case .positionInsideEvent(let place): "no event begins at \(place): begin where a transaction begins"
        case .damagedLog(let place):
            "the server cannot read its own log\(place.map { " at \($0)" } ?? ""): check that file with mysqlbinlog "
                + "--verify-binlog-checksum on the server"
        case .checksumNotAccepted: "the source_binlog_checksum variable of the session was not set; this is our mistake"
        case .purgedGTIDs(let missing):
            "\(missing.map { "the transactions \($0) are" } ?? "transactions are") no longer in the server's log: take "
                + "them from a backup or another replica; keep logs longer (binlog_expire_logs_seconds)"
        case .gtidStateTooOld:
            "the logs that hold what follows the position were purged: take the transactions from a backup or another "
                + "replica; keep logs longer (expire_logs_days)"
        case .replicaAhead(let surplus):
            "the server lacks \(surplus.map { "\($0)" } ?? "transactions that were read before"): it lost them in a "
                + "crash or a failover, or it is another server; compare the data before going on"
        case .gtidNotInLog(let gtid, let diverged):
            "\(gtid.map { "\($0)" } ?? "the GTID") is not in the server's log"
                + (diverged ? ", but later ones are: the position comes from a server that diverged" : "")
                + "; use a position of this server"
        case .gtidHole(let gtid):
            "\(gtid.map { "\($0)" } ?? "the GTID") is missing from the server's log although later ones are there: it "
                + "was filtered or diverged; use a position of this server, or turn strict mode off"
        case .gtidModeOff: "begin at a file and position, or set gtid_mode=ON"
        case .anonymousTransaction, .unexpectedGTID:
            "the log was written under several gtid_mode settings: begin at a file and position behind the change"
        case .malformedGTIDs: "check the GTIDs that were given"
        case .duplicateReplica:
            "another reader uses the same server id or UUID; give each reader its own, and do not run two from one "
                + "resume file"
        case .logNotOpen: "turn the binary log on (log_bin), or connect to the server that writes"
        case .sourceServerIDZero: "set server_id of the server to another number than 0"
        case .nextFileMissing: "files of the log were deleted while it was read; take what is missing from a backup"
        case .missingPrivilege(let name): "GRANT \(DumpError.privileges(name)) ON *.* TO the account"
        case .accessDenied: "check user, password and the host that the account is for"
        case .interrupted, .shutdown, .overloaded, .transport: "connecting again can help"
        case .other: nil
        }
    }

    /// What following a log takes: reading it, and what the server names, of which SUPER is never needed.
    private static func privileges(_ named: String?) -> String {
        let named = named?.split(separator: ",").map { String($0.drop { $0 == " " }) } ?? []
        let reading = "REPLICATION SLAVE"
        return ([reading] + named.filter { $0 != "SUPER" && $0 != reading }).joined(separator: ", ")
    }
}
