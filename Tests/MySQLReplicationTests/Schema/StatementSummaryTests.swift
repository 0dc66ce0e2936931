// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import MySQLWire
import Testing

struct StatementSummaryTests {
    @Test(arguments: [
        "", " ", "BEGIN", "COMMIT", "XA START X'01',X'',1", "XA COMMIT 'x'", "SAVEPOINT a", "ROLLBACK", "# Dummy event",
        "INSERT INTO t VALUES (1)", "(SELECT 1)", "FLUSH TABLES", "GRANT ALL ON *.* TO u", "c", "CALL p()",
        "SET PASSWORD FOR u = 'x'", "ANALYZE TABLE t", "TRUNCATE TABLE t", "OPTIMIZE TABLE t",
    ])
    func `statements on data, accounts and transactions change no table`(_ sql: String) {
        #expect(StatementSummary(sql, database: "d").changes.isEmpty)
    }

    @Test(arguments: [
        "FROBNICATE TABLE t", "IMPORT TABLE FROM 'x'", "ALTER", "DROP", "CREATE", "CREATE TABLE", "'text'",
    ])
    func `HC-124 what is not understood may change any table`(_ sql: String) {
        #expect(StatementSummary(sql, database: "d").changes == [.unknown])
    }

    @Test func `tables whose rows change without row events are named`() {
        func rows(_ sql: String) -> [String] {
            StatementSummary(sql, database: "d").unloggedRows.map { "\($0.database).\($0.table)" }
        }
        #expect(rows("TRUNCATE t") == ["d.t"])
        #expect(rows("ALTER TABLE t EXCHANGE PARTITION p WITH TABLE `e`.`x` WITHOUT VALIDATION") == ["d.t", "e.x"])
        #expect(rows("ALTER TABLE t CONVERT PARTITION p TO TABLE x") == ["d.t", "d.x"])
        #expect(rows("ALTER TABLE t ADD a INT, IMPORT TABLESPACE") == ["d.t"])
        #expect(rows("CREATE OR REPLACE TABLE e.t LIKE u") == ["e.t"])
        #expect(rows("CREATE TABLE t (`select` INT)").isEmpty)
        #expect(rows("CREATE TABLE t VALUES ROW(1)") == ["d.t"])
        #expect(rows("ALTER TABLE t REORGANIZE PARTITION p INTO (PARTITION q VALUES IN (1))").isEmpty)
    }

    @Test func `the verb is the word that acts`() {
        #expect(StatementSummary("/* a */ insert INTO t VALUES (1)", database: "d").verb == "INSERT")
        #expect(StatementSummary("SET STATEMENT a=1 FOR DELETE FROM t", database: "d").verb == "DELETE")
        #expect(StatementSummary("((SELECT 1))", database: "d").verb == "SELECT")
        #expect(StatementSummary("# Dummy", database: "d").verb == nil)
        #expect(StatementSummary("COMMIT", database: "d").verb == nil)
    }

    @Test func `a table without a database is one of the default database, or unknown`() {
        #expect(StatementSummary("DROP TABLE t", database: "").changes == [.unknown])
        #expect(StatementSummary("DROP TABLE e.t", database: "").affects(TableName(database: "e", table: "t")))
    }

    @Test func `a logged query is read under its own settings`() throws {
        var log = SyntheticLog()
        // sql_mode (code 1) with ANSI_QUOTES.
        log.appendQuery("DROP TABLE \"t\"", settings: [1, 4, 0, 0, 0, 0, 0, 0, 0])
        log.appendQuery("DROP TABLE \"t\"")
        var found: [[DefinitionChange]] = []
        try MemoryLog(log.bytes).forEachEvent { (event: borrowing BinlogEvent) throws(BinlogError) in
            guard case .query(let query) = event.body else { return }
            do throws(WireError) {
                found.append(try StatementSummary(query).changes)
            } catch {
                throw BinlogError(.malformed(error), at: 0)
            }
        }
        #expect(found == [[.drop(TableName(database: "d", table: "t"))], [.unknown]])
    }

    @Test func `only the end of MariaDB's ALTER in two phases changes the table`() throws {
        var found: [Int] = []
        // Flags of the GTID (code 130): START ALTER, COMMIT ALTER with its sequence number, ROLLBACK ALTER likewise.
        for settings: [UInt8] in [[130, 2], [130, 4, 1, 0, 0, 0, 0, 0, 0, 0], [130, 8, 1, 0, 0, 0, 0, 0, 0, 0]] {
            var log = SyntheticLog(.mariaDB)
            log.appendQuery("ALTER TABLE t ADD c INT", settings: settings)
            try MemoryLog(log.bytes).forEachEvent { (event: borrowing BinlogEvent) throws(BinlogError) in
                guard case .query(let query) = event.body else { return }
                do throws(WireError) {
                    found.append(try StatementSummary(query).changes.count)
                } catch {
                    throw BinlogError(.malformed(error), at: 0)
                }
            }
        }
        #expect(found == [0, 1, 0])
    }

    @Test func `random bytes are no trap`() {
        var random = SeededRandom()
        let beginnings = ["ALTER TABLE ", "DROP TABLE ", "CREATE TABLE ", "RENAME TABLE ", "SET STATEMENT ", ""]
        let pieces = [
            "`", "'", "\"", "(", ")", ",", ".", "t", " TO ", "/*!", "*/", "RENAME ", "PARTITION ", "\\", "--", "=",
        ]
        for _ in 0..<5_000 {
            var sql = beginnings.randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0...12, using: &random) { sql += pieces.randomElement(using: &random) ?? "" }
            let bytes = Array(sql.utf8) + random.bytes(Int.random(in: 0...3, using: &random))
            _ = StatementSummary(bytes.span, database: "d", characterSet: .sjis)
            _ = StatementSummary(bytes.span, database: "d", sqlMode: 4)
        }
    }
}
