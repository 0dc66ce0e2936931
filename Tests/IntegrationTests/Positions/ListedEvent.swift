// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// An event as SHOW BINLOG EVENTS lists it: the judge of what we decode ourselves.
struct ListedEvent {
    let begin: UInt64
    let end: UInt64
    let type: String
    let info: String

    /// Whether a transaction begins with it.
    var beginsTransaction: Bool {
        type.lowercased().contains("gtid") && !type.hasPrefix("Previous") && type != "Gtid_list"
    }
    /// Whether it belongs to none.
    var isOutside: Bool {
        ["Format_desc", "Previous_gtids", "Gtid_list", "Binlog_checkpoint", "Rotate", "Stop"].contains(type)
    }
    /// The GTID that it gives; MySQL: `SET @@SESSION.GTID_NEXT= 'uuid:7'`, MariaDB: `BEGIN GTID 0-1-7`.
    var gtid: String? {
        guard beginsTransaction else { return nil }
        if let quoted = info.split(separator: "'").dropFirst().first, info.contains("GTID_NEXT") {
            return quoted == "ANONYMOUS" ? nil : String(quoted)
        }
        return info.split(separator: " ").last { $0.split(separator: "-").count == 3 }.map { String($0) }
    }

    /// The events of a file.
    static func all(of server: LiveServer, in file: String) throws -> [ListedEvent] {
        let rows = try server.query("SHOW BINLOG EVENTS IN '\(file)'")
        let begins = rows.compactMap { $0[1].flatMap { UInt64($0) } }
        try #require(begins.count == rows.count)
        // MariaDB 11.4 and later list no ends of events within transactions.
        let last = rows.last.flatMap { $0[4] }.flatMap { UInt64($0) }
        let ends = begins.dropFirst() + [try #require(last)]
        return zip(rows, zip(begins, ends)).map { row, place in
            ListedEvent(begin: place.0, end: place.1, type: row[2] ?? "", info: row[5] ?? "")
        }
    }

    /// How a place stands, by the server's own list.
    static func standing(of offset: UInt64, among events: [ListedEvent]) -> PlaceInLog.Standing {
        var begin: UInt64 = 0
        for (index, event) in events.enumerated() {
            if event.beginsTransaction || event.isOutside { begin = event.begin }
            let end = events[(index + 1)...].first { $0.beginsTransaction || $0.isOutside }?.begin ?? event.end
            if event.begin == offset {
                return event.beginsTransaction || event.isOutside
                    ? .betweenTransactions : .insideTransaction(begin: begin, end: end)
            }
            if event.begin < offset, offset < event.end { return .insideEvent(begin: event.begin, end: event.end) }
        }
        let last = events.last?.end ?? 0
        return offset == last ? .betweenTransactions : .behindEnd(last)
    }
}
