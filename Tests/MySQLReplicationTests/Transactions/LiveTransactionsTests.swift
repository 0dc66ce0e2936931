// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// What servers log of transactions, against what their tables hold afterwards.
@Suite struct LiveTransactionsTests {
    private static func statements(_ schema: String, isMariaDB: Bool, isCompressed: Bool) -> String {
        let xa = { (name: String, row: Int, end: String) in
            """
            XA START '\(schema)','\(name)',7; INSERT INTO i VALUES (\(row)); XA END '\(schema)','\(name)',7;
            \(end.split(separator: "|").map { $0.replacing("?", with: "'\(schema)','\(name)',7") }.joined(separator: ";"));

            """
        }
        var sql = "USE \(schema);\n"
        if isCompressed { sql += "SET SESSION binlog_transaction_compression=ON;\n" }
        sql += """
            CREATE TABLE i (id INT PRIMARY KEY) ENGINE=InnoDB;
            CREATE TABLE m (id INT PRIMARY KEY) ENGINE=MyISAM;
            INSERT INTO i VALUES (1), (2);
            INSERT INTO m VALUES (1);
            BEGIN; INSERT INTO i VALUES (3); CREATE TEMPORARY TABLE tt (a INT) ENGINE=InnoDB; SAVEPOINT s; INSERT INTO i VALUES (4);
            SAVEPOINT `a``b`; INSERT INTO i VALUES (5); ROLLBACK TO s; INSERT INTO i VALUES (6); COMMIT;
            BEGIN; INSERT INTO i VALUES (7); DROP TEMPORARY TABLE tt; ROLLBACK;
            CREATE TABLE c SELECT id FROM i;

            """
        sql += xa("a", 10, "XA PREPARE ?|XA COMMIT ?")
        sql += xa("b", 11, "XA PREPARE ?|XA ROLLBACK ?")
        sql += xa("c", 12, "XA COMMIT ? ONE PHASE")
        if isMariaDB {
            // MySQL with GTIDs refuses it.
            sql += "BEGIN; INSERT INTO i VALUES (20); INSERT INTO m VALUES (20); ROLLBACK;\n"
            sql += "BEGIN; INSERT INTO i VALUES (21); INSERT INTO m VALUES (21); COMMIT;\n"
        }
        return sql
    }

    @Test(arguments: [("mysql97", false), ("mysql97", true), ("mariadb118", false), ("mariadb1011", false)])
    func `HC-112 HC-113 the changes of whole transactions are what the tables hold`(
        _ name: String,
        _ isCompressed: Bool
    ) throws {
        guard let server = try LiveServer.named(name) else { return }
        try server.withSchema { schema in
            try server.rotate()
            let first = try server.currentBinlog().name
            try server.execute(
                LiveTransactionsTests.statements(
                    schema,
                    isMariaDB: server.flavour != .mysql,
                    isCompressed: isCompressed
                )
            )
            let last = try server.currentBinlog().name
            try server.rotate()
            var found: [String: [Int64]] = [:]
            var kinds: [Transaction.Kind: Int] = [:]
            var options = TransactionAssembler.Options()
            // Other tests may write to the same log.
            options.acceptsUnknownBranches = true
            var assembler = TransactionAssembler(options: options)
            for file in try server.binlogFiles() where first <= file.name && file.name <= last {
                let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
                var source = try MemoryGroups(file: bytes, named: file.name)
                while let transaction = try assembler.next(from: &source) {
                    let isOurs = transaction.branch.map { $0.identifier.globalID == Array(schema.utf8) } ?? false
                    if isOurs { kinds[transaction.kind, default: 0] += 1 }
                    if isOurs { #expect(transaction.branch?.identifier.formatID == 7) }
                    #expect(transaction.gtid != nil)
                    while let event = try assembler.nextEvent(from: &source) {
                        guard case .rows(let rows) = event.body, rows.table.database == schema else { continue }
                        #expect(transaction.kind == .changes)
                        var changes = rows.changes
                        while let change = try changes.next() {
                            guard let after = change.after, case .signed(let id) = try after.cell(0) else { continue }
                            found[rows.table.table, default: []].append(id)
                        }
                    }
                }
            }
            for table in ["i", "m", "c"] {
                let rows = try server.query("SELECT id FROM \(schema).\(table) ORDER BY id;")
                #expect(
                    found[table, default: []].sorted() == rows.compactMap { $0[0].flatMap { Int64($0) } },
                    "\(table)"
                )
            }
            #expect(kinds == [.prepared: 2, .changes: 1, .branchRolledBack: 1])
            #expect(!assembler.heldBranches.branches.contains { $0.identifier.globalID == Array(schema.utf8) })
        }
    }
}
