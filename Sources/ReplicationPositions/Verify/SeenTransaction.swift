// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// A transaction as the log shows it: where it stands, when it was made, and what it touches.
public struct SeenTransaction: Sendable, Hashable, Encodable {
    /// Rows of a table that it changes.
    public struct RowCount: Sendable, Hashable, Encodable {
        /// The table, as `database.table`.
        public var table: String
        /// Rows that are new.
        public var inserted = 0
        /// Rows that changed.
        public var updated = 0
        /// Rows that are gone.
        public var deleted = 0

        /// Takes the numbers.
        public init(table: String, inserted: Int = 0, updated: Int = 0, deleted: Int = 0) {
            self.table = table
            self.inserted = inserted
            self.updated = updated
            self.deleted = deleted
        }
    }

    /// The GTID; nil where it has none.
    var identity: TransactionIdentity?
    /// The GTID as text; nil where it has none.
    public var gtid: String? { identity.map { "\($0)" } }
    /// The file that it stands in.
    public var file: String
    /// The byte that it begins at.
    public var begin: UInt64
    /// The byte behind it.
    public var end: UInt64
    /// When its first statement began, in seconds since 1970 UTC.
    public var timestamp: UInt32
    /// When it was committed on the server whose log it is, in microseconds since 1970 UTC; only MySQL from 8.0.1 on tells it.
    public var committed: UInt64?
    /// The `server_id` of the server that made it.
    public var serverID: UInt32
    /// The tables that it changes, as `database.table`, in the order in which they appear; at most ``tableLimit`` of them.
    public var tables: [String] = []
    /// Whether it changes more tables than are listed.
    public var hasMoreTables = false
    /// Its statement, cut, where it holds one instead of rows.
    public var statement: String?

    /// Rows of each table that it changes; nil where they were not counted, or there are none.
    public var rows: [RowCount]?
    /// Whether rows could not be read, and so are not counted.
    public var hasUncountedRows = false

    /// The most tables that are listed.
    public static let tableLimit = 8
    /// The most characters of a statement that are kept.
    public static let statementLimit = 120

    /// Begins with its first event.
    init(_ event: borrowing BinlogEvent, file: String) {
        self.file = file
        begin = event.position
        end = event.endPosition
        timestamp = event.header.timestamp
        serverID = event.header.serverID
        if case .gtid(let gtid) = event.body { committed = gtid.immediateCommitTimestamp }
    }

    /// Takes note of what an event of it tells.
    mutating func take(_ event: borrowing BinlogEvent, countsRows: Bool = false) {
        switch event.body {
        case .rows(let rows) where countsRows: count(rows)
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

    /// Adds the rows of an event to those of its table.
    private mutating func count(_ event: borrowing RowsEvent) {
        var counter = RowImageCounter()
        do throws(BinlogError) {
            try event.visit(&counter)
        } catch {
            // What stands before the row that cannot be read was counted.
            hasUncountedRows = true
        }
        let name = "\(event.table.database).\(event.table.table)"
        var counts = rows ?? []
        let index = counts.firstIndex { $0.table == name } ?? counts.count
        if index == counts.count { counts.append(RowCount(table: name)) }
        switch event.operation {
        case .insert: counts[index].inserted += counter.count
        case .update: counts[index].updated += counter.count / 2
        case .delete: counts[index].deleted += counter.count
        }
        rows = counts
    }

    private enum CodingKeys: String, CodingKey {
        case gtid, file, begin, end, timestamp, committed, serverID, tables, hasMoreTables, statement, rows
        case hasUncountedRows
    }

    /// Writes the GTID as text, and rows where they were counted.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(gtid, forKey: .gtid)
        try fields.encode(file, forKey: .file)
        try fields.encode(begin, forKey: .begin)
        try fields.encode(end, forKey: .end)
        try fields.encode(timestamp, forKey: .timestamp)
        try fields.encodeIfPresent(committed, forKey: .committed)
        try fields.encode(serverID, forKey: .serverID)
        try fields.encode(tables, forKey: .tables)
        try fields.encode(hasMoreTables, forKey: .hasMoreTables)
        try fields.encodeIfPresent(statement, forKey: .statement)
        try fields.encodeIfPresent(rows, forKey: .rows)
        if hasUncountedRows { try fields.encode(true, forKey: .hasUncountedRows) }
    }
}

/// Counts images of rows.
struct RowImageCounter: RowVisitor {
    private(set) var count = 0

    mutating func beginImage(_ kind: RowImageKind) {}
    mutating func visit(_ cell: borrowing CellView, column: Int) {}
    mutating func endImage(_ kind: RowImageKind) { count += 1 }
}
