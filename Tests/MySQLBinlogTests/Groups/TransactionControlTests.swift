// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

@Suite struct TransactionControlTests {
    private static func control(_ sql: String) -> TransactionControl? {
        let bytes = Array(sql.utf8)
        return TransactionControl(bytes.span)
    }

    @Test(arguments: [
        ("BEGIN", TransactionControl.begin), ("begin", .begin), ("START TRANSACTION", .begin), (" \tCOMMIT", .commit),
        ("COMMIT /* by hand */", .commit), ("ROLLBACK", .rollback), ("rollback work", .rollback),
        ("ROLLBACK TO `s`", .rollbackToSavepoint), ("ROLLBACK WORK TO SAVEPOINT s", .rollbackToSavepoint),
        ("SAVEPOINT `s`", .savepoint), ("RELEASE SAVEPOINT `s`", .savepoint),
        ("XA START X'61',X'',1", .xaBlock), ("XA BEGIN 'a'", .xaBlock), ("XA END X'61',X'',1", .xaBlock),
        ("XA PREPARE X'61',X'',1", .xaPrepare), ("XA COMMIT X'61',X'',1", .xaCommit),
        ("XA COMMIT 'a' ONE PHASE", .xaCommit), ("xa rollback 'a'", .xaRollback),
    ])
    func `statements that control transactions are told by their words`(_ sql: String, _ control: TransactionControl) {
        #expect(TransactionControlTests.control(sql) == control)
    }

    @Test(arguments: [
        "", " ", "B", "BEGINNING", "COMMITS", "CREATE TABLE t (a INT)", "START REPLICA", "START", "XA", "XA RECOVER",
        "RELEASE LOCK", "SAVEPOINTS", "/* BEGIN */ DROP TABLE t", "b\u{0}gin",
    ])
    func `other statements control nothing`(_ sql: String) {
        #expect(TransactionControlTests.control(sql) == nil)
    }
}
