// SPDX-License-Identifier: Apache-2.0

#if SQLite
public import ChangeReplay
public import MySQLReplication

/// A SQLite database as the target of a replay.
///
/// Tables go by their own name; that of the source's database is left out.
public struct SQLiteSink: Sink {
    /// The file.
    public let path: String
    /// How long a session waits for another's lock, the writer of another process included.
    public var patience: Duration = .seconds(5)

    /// Names a file, which is made where it is missing.
    public init(path: String) {
        self.path = path
    }

    /// `sqlite:` and the file.
    public var name: String { "sqlite:\(path)" }

    /// SQLite has one writer at a time.
    public var maximumWriters: Int { 1 }

    /// The table's own name.
    public func target(of table: TableName) -> TableName {
        TableName(database: "main", table: table.table)
    }

    /// Opens the file on a thread of its own.
    public func withSession<Result>(
        _ body: (any SinkSession) async throws -> Result
    ) async throws -> Result {
        try await SinkThread.run {
            let session = try SQLiteSession(path: path, patience: patience)
            return try await body(session)
        }
    }
}
#endif
