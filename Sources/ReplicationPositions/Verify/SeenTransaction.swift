// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// A transaction as the log shows it: where it stands, when it was made, and what it touches.
public struct SeenTransaction: Sendable, Hashable, Encodable {
    /// The GTID; nil where it has none.
    public var gtid: String?
    /// The file that it stands in.
    public var file: String
    /// The byte that it begins at.
    public var begin: UInt64
    /// The byte behind it.
    public var end: UInt64
    /// When its first statement began, in seconds since 1970 UTC.
    public var timestamp: UInt32
    /// The tables that it changes, as `database.table`, in the order in which they appear; at most ``tableLimit`` of them.
    public var tables: [String] = []
    /// Whether it changes more tables than are listed.
    public var hasMoreTables = false
    /// Its statement, cut, where it holds one instead of rows.
    public var statement: String?

    /// The most tables that are listed.
    public static let tableLimit = 8
    /// The most characters of a statement that are kept.
    public static let statementLimit = 120

    /// Begins with its first event.
    init(_ group: EventGroup, timestamp: UInt32) {
        gtid = group.gtid.map { "\($0)" }
        file = group.file
        begin = group.begin
        end = group.end
        self.timestamp = timestamp
    }

    /// Takes note of what an event of it tells.
    mutating func take(_ event: borrowing BinlogEvent) {
        switch event.body {
        case .tableMap(let table):
            let name = "\(table.database).\(table.table)"
            guard !tables.contains(name) else { return }
            if tables.count < SeenTransaction.tableLimit { tables.append(name) } else { hasMoreTables = true }
        case .query(let query):
            let bytes = query.sql
            guard statement == nil, bytes.count > 0 else { return }
            var text: [UInt8] = []
            for index in 0..<min(bytes.count, SeenTransaction.statementLimit * 4) { text.append(bytes[index]) }
            let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
                separator: " "
            )
            guard words != "BEGIN", words != "COMMIT" else { return }
            // What stands behind IDENTIFIED proves who someone is.
            let end = words.uppercased().firstRange(of: " IDENTIFIED ").map { range in
                words.uppercased().distance(from: words.uppercased().startIndex, to: range.lowerBound)
            }
            statement = String(words.prefix(min(end ?? .max, SeenTransaction.statementLimit)))
        default: break
        }
    }
}
