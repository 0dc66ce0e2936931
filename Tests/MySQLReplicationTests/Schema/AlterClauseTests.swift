// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct AlterClauseTests {
    private func changes(_ sql: String) -> [DefinitionChange] { StatementSummary(sql, database: "d").changes }
    private static let table = TableName(database: "d", table: "t")

    @Test(arguments: [
        "ADD c INT", "ADD COLUMN (c INT, d INT)", "DROP c", "DROP COLUMN c CASCADE", "MODIFY c INT AFTER a",
        "CHANGE a b INT",
        "ADD PRIMARY KEY (a)", "ADD CONSTRAINT p PRIMARY KEY (a)", "DROP PRIMARY KEY", "DROP INDEX `PRIMARY`",
        "CONVERT TO CHARACTER SET utf8mb4", "RENAME COLUMN a TO b", "ENGINE = InnoDB", "FORCE",
        "ADD INDEX (a), ADD c INT",
        "ADD SYSTEM VERSIONING", "ALTER c SET DEFAULT 1", "DROP CONSTRAINT x",
        "ADD COLUMN IF NOT EXISTS deleted_at DATETIME NULL",
        "MODIFY vendor_name varchar(40) NOT NULL CONSTRAINT non_empty CHECK (vendor_name <> '')",
        "encryption='Y' compression='lz4'",
        "ADD COLUMN d.t.remark VARCHAR(100) AFTER `pname`",
    ])
    func `HC-132 to HC-137 clauses that may touch columns change the table`(_ clause: String) {
        #expect(changes("ALTER TABLE t \(clause)") == [.alter(AlterClauseTests.table)])
        #expect(changes("ALTER ONLINE IGNORE TABLE IF EXISTS t WAIT 3 \(clause)") == [.alter(AlterClauseTests.table)])
    }

    @Test(arguments: [
        "ADD INDEX i (a)", "ADD KEY (a, b)", "ADD UNIQUE (a)", "ADD UNIQUE KEY u (a)", "ADD FULLTEXT INDEX (a)",
        "ADD SPATIAL INDEX (g)", "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (b)", "ADD CONSTRAINT UNIQUE (a)",
        "ADD CHECK (a > 1)", "DROP INDEX i", "DROP KEY IF EXISTS i", "DROP FOREIGN KEY f", "DROP CHECK c",
        "DISABLE KEYS",
        "ENABLE KEYS", "AUTO_INCREMENT = 7", "COMMENT = 'x, ADD c INT'", "ALGORITHM=INPLACE, LOCK=NONE, ADD INDEX (a)",
        "RENAME INDEX a TO b", "RENAME KEY a TO b",
        "ADD PARTITION IF NOT EXISTS (PARTITION p1 VALUES LESS THAN (738411))",
        "DROP PARTITION p1, p2", "TRUNCATE PARTITION ALL",
        "REORGANIZE PARTITION a, b INTO (PARTITION c VALUES IN (1, 2))",
        "PARTITION BY HASH (a) PARTITIONS 4", "REMOVE PARTITIONING",
        "EXCHANGE PARTITION p WITH TABLE u WITHOUT VALIDATION",
        "ALGORITHM=COPY, DROP FOREIGN KEY fk, STATS_SAMPLE_PAGES=DEFAULT", "DISCARD TABLESPACE", "REBUILD PARTITION p",
    ])
    func `HC-136 clauses on indices, partitions and options leave columns as they are`(_ clause: String) {
        #expect(changes("ALTER TABLE t \(clause)").isEmpty)
    }

    @Test(arguments: ["RENAME TO u", "RENAME AS u", "RENAME u", "RENAME = u", "RENAME TO `d`.`u`"])
    func `a new name is told`(_ clause: String) {
        let renamed = DefinitionChange.rename(AlterClauseTests.table, to: TableName(database: "d", table: "u"))
        #expect(changes("ALTER TABLE t \(clause)") == [renamed])
        #expect(changes("ALTER TABLE t ADD c INT, \(clause)") == [.alter(AlterClauseTests.table), renamed])
    }

    @Test func `MariaDB's conversions between partitions and tables make and drop tables`() {
        let other = TableName(database: "d", table: "u")
        #expect(changes("ALTER TABLE t CONVERT PARTITION p TO TABLE u").contains(.create(other, onlyIfMissing: false)))
        #expect(changes("ALTER TABLE t CONVERT TABLE u TO PARTITION p VALUES LESS THAN (5)").contains(.drop(other)))
    }

    @Test func `commas in parentheses and text do not end a clause`() {
        #expect(changes("ALTER TABLE t ADD INDEX i (a, b), COMMENT 'a, b', AUTO_INCREMENT 5").isEmpty)
    }
}
