// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension PositionVerification {
    /// Compares the server with the one that the position belongs to.
    mutating func checkServer(_ point: StartPoint) {
        if let flavour = point.flavour, (flavour == .mariaDB) != server.isMariaDB {
            add(
                .server,
                .bad,
                "the position is \(flavour)'s, and the server is \(server)",
                advice: "connect to the server that the position belongs to"
            )
        } else if let uuid = point.uuid, let mine = server.uuid {
            guard uuid != mine else {
                add(.server, .good, "the server is the one that the position belongs to: server_uuid \(mine)")
                return
            }
            add(
                .server,
                point.file == nil ? .warning : .bad,
                "another server answers: server_uuid \(mine), where the position belongs to \(uuid)",
                advice: "files and offsets mean nothing to another server; GTIDs do, within one topology"
            )
        } else if let id = point.serverID {
            if id == server.serverID {
                add(.server, .good, "the server has the server_id that the position belongs to: \(id)")
            } else {
                add(
                    .server,
                    point.file == nil ? .warning : .bad,
                    "another server answers: server_id \(server.serverID), where the position belongs to \(id)",
                    advice: "connect to the server that the position belongs to"
                )
            }
        } else {
            add(
                .server,
                .unknown,
                "whose position it is, nothing tells; this server is \(server)",
                advice: "verify a saved status or a record, which name the server"
            )
        }
    }

    /// Looks for the file among the server's; false where it is not there.
    mutating func checkFile(_ place: BinlogFilePosition, _ index: BinaryLogIndex, isLive: Bool) -> Bool {
        guard let first = index.files.first?.name, let last = index.files.last?.name else {
            add(.file, .bad, "the server has no files of a binary log")
            return false
        }
        if index.contains(place.file) {
            let rest = index.byteCount(from: place) ?? 0
            add(
                .file,
                .good,
                isLive
                    ? "the server has \(place.file); \(rest) bytes of its log follow the place"
                    : "\(place.file) is among the files, which are \(first) to \(last)"
            )
            return true
        }
        guard isLive else {
            add(
                .file,
                .bad,
                "\(place.file) is not among the files, which are \(first) to \(last)",
                advice: "name the file too, or ask the server (--source)"
            )
            return false
        }
        let start = BinlogFilePosition(file: place.file)
        if start.precedes(BinlogFilePosition(file: first)) == true {
            add(
                .file,
                .bad,
                "\(place.file) is purged: the oldest file that is left is \(first)",
                advice: "make the copy anew, or apply the files in between from backups of the log first"
            )
        } else if BinlogFilePosition(file: last).precedes(start) == true {
            add(
                .file,
                .bad,
                "\(place.file) is not written yet: the newest file is \(last)",
                advice: "is it another server's, or was this one set back?"
            )
        } else {
            add(
                .file,
                .bad,
                "the server has no \(place.file); its files are \(first) to \(last)",
                advice: "it is another server's, or the name was changed"
            )
        }
        return false
    }

    /// Judges what stands at a place.
    mutating func checkPlace(_ place: BinlogFilePosition, _ found: PlaceInLog, _ mark: EventMark?) {
        switch found.standing {
        case .betweenTransactions:
            add(
                .place,
                .good,
                found.after == nil && found.unended == nil && found.cut == nil
                    ? "\(place) is the end of the log: the next transaction begins there"
                    : "\(place) is between transactions: replication may begin there"
            )
        case .insideTransaction(let begin, let end):
            add(
                .place,
                .bad,
                "\(place) is within a transaction, which "
                    + (end.map { "goes from \(begin) to \($0)" } ?? "begins at \(begin) and has no end in the file"),
                advice: "begin at \(begin) where it was not applied" + (end.map { ", at \($0) where it was" } ?? "")
            )
        case .insideEvent(let begin, let end):
            add(
                .place,
                .bad,
                "\(place) is within an event, which goes from \(begin) to \(end)",
                advice: "the offset is of another file or another server"
            )
        case .behindEnd(let end):
            add(
                .place,
                .bad,
                found.cut?.file == place.file
                    ? "\(place) is behind the whole events of the file, which end at \(end), where it is cut"
                    : "\(place) is behind the end of the file, which has \(end) bytes",
                advice: found.cut?.file == place.file
                    ? "ask the server (--source), or take the file again"
                    : "the offset is of another file or another server, or the server was set back"
            )
        }
        checks += VerifiedCheck.ends(of: found)
        guard let mark else { return }
        if found.isMarkKnown == true, mark.offset < place.offset {
            add(.event, .good, "the event before the place is the one that was recorded")
        } else {
            add(
                .event,
                .bad,
                "the event before the place is another one than was recorded",
                advice: "the log was begun anew (RESET), or it is another server's"
            )
        }
    }

    /// Whether file and GTIDs tell one place: the transaction before it is among the GTIDs, the one behind it is not.
    mutating func compare(_ gtid: ExecutedGTIDs, with place: PlaceInLog) {
        guard case .mysql(let set) = gtid, place.standing == .betweenTransactions else { return }
        func holds(_ transaction: SeenTransaction?) -> Bool? {
            guard case .mysql(let gtid) = transaction?.identity else { return nil }
            return set.contains(gtid)
        }
        if holds(place.before) == false, let before = place.before?.gtid {
            add(
                .place,
                .bad,
                "file and GTIDs tell different places: \(before) is before the place, and not among the GTIDs",
                advice: "find out which of the two is of the copy"
            )
        } else if holds(place.after) == true, let after = place.after?.gtid {
            add(
                .place,
                .bad,
                "file and GTIDs tell different places: \(after) is behind the place, and among the GTIDs",
                advice: "find out which of the two is of the copy"
            )
        } else if holds(place.before) == true || holds(place.after) == false {
            add(.place, .good, "file and GTIDs tell one place")
        }
    }
}
