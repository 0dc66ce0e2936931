// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes
public import MySQLWire

/// Which tables a logged statement gives other columns, or other rows.
///
/// ```swift
/// let summary = StatementSummary("RENAME TABLE t TO t_old, t_new TO t", database: "shop")
/// summary.changes  // shop.t to shop.t_old, then shop.t_new to shop.t
/// ```
///
/// Statements that leave columns as they are (TRUNCATE, indices, data, views, temporary tables) have no ``changes``. One that
/// is not understood and may touch tables is ``DefinitionChange/unknown``.
public struct StatementSummary: Sendable, Hashable {
    /// What the statement does to columns, in the order in which it does it; empty for most statements.
    public var changes: [DefinitionChange]
    /// The tables whose rows come or go by the statement itself, without row events: TRUNCATE, partitions that are dropped,
    /// emptied, exchanged or imported, `CREATE OR REPLACE TABLE`, `CREATE TABLE … SELECT` in a log of statements.
    public var unloggedRows: [TableName] = []
    /// The first keyword in capitals, behind comments and MariaDB's `SET STATEMENT … FOR`; nil where there is none, and for
    /// BEGIN, COMMIT, SAVEPOINT and XA.
    public var verb: String?

    /// How names and strings are quoted, by the bits of `sql_mode`.
    struct Quoting {
        /// Double quotes hold names (`ANSI_QUOTES`).
        static let ansiQuotes: UInt64 = 1 << 2
        /// A backslash is a character like others (`NO_BACKSLASH_ESCAPES`).
        static let noBackslashEscapes: UInt64 = 1 << 20
    }

    /// Reads a statement as a QUERY event holds it: in the client's character set, under its `sql_mode`.
    public init(
        _ sql: Span<UInt8>,
        database: String,
        characterSet: CharacterSet? = nil,
        sqlMode: UInt64 = 0
    ) {
        guard StatementSummary.mayChange(sql) else {
            changes = []
            return
        }
        let bytes: [UInt8]
        switch characterSet {
        case nil, .utf8mb4, .utf8mb3, .ascii, .binary: bytes = [UInt8](copying: sql)
        // In some sets the second byte of a character looks like a quote, so pieces are cut from UTF-8.
        case let set?: bytes = Array(set.decode(sql).utf8)
        }
        var scanner = SQLScanner(
            bytes,
            quotesNames: sqlMode & Quoting.ansiQuotes != 0,
            escapes: sqlMode & Quoting.noBackslashEscapes == 0
        )
        var parser = DefinitionParser(database: database)
        changes = parser.changes(&scanner)
        unloggedRows = parser.unloggedRows
        verb = parser.verb
    }

    /// Reads the statement of a logged query under the settings that the event tells.
    ///
    /// - Throws: `WireError` where the settings are cut.
    public init(_ query: borrowing QueryEvent) throws(WireError) {
        guard StatementSummary.mayChange(query.sql) else {
            self.init(changes: [])
            return
        }
        let settings = try query.statusVariables.decoded()
        let twoPhase = MariaDBGTIDEvent.ExtraFlags.startAlter | MariaDBGTIDEvent.ExtraFlags.rollbackAlter
        if let flags = settings.gtidFlagsExtra, flags & twoPhase != 0 {
            // MariaDB logs a long ALTER twice: only its second half changes the table.
            self.init(changes: [])
            return
        }
        self.init(
            query.sql,
            database: String(repairing: query.database),
            characterSet: settings.clientCollation.flatMap { Collation(rawValue: UInt32($0)).characterSet },
            sqlMode: settings.sqlMode ?? 0
        )
    }

    private init(changes: [DefinitionChange]) {
        self.changes = changes
    }

    /// Reads a statement in UTF-8.
    public init(_ sql: String, database: String, sqlMode: UInt64 = 0) {
        let bytes = Array(sql.utf8)
        self.init(bytes.span, database: database, sqlMode: sqlMode)
    }

    /// Whether the columns behind this name may be others afterwards.
    public func affects(_ table: TableName, foldsCase: Bool = false) -> Bool {
        changes.contains { $0.affects(table, foldsCase: foldsCase) }
    }

    /// Whether the first letter leaves it open that tables are changed; most statements are BEGIN and COMMIT.
    private static func mayChange(_ sql: Span<UInt8>) -> Bool {
        var index = 0
        while index < sql.count, sql[index] <= 0x20 { index += 1 }
        guard index + 1 < sql.count else { return false }
        switch (sql[index] | 0x20, sql[index + 1] | 0x20) {
        case (UInt8(ascii: "b"), UInt8(ascii: "e")), (UInt8(ascii: "c"), UInt8(ascii: "o")): return false
        case (UInt8(ascii: "x"), UInt8(ascii: "a")), (UInt8(ascii: "s"), UInt8(ascii: "a")): return false
        default: return true
        }
    }
}
