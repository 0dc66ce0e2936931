// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

@Suite struct XAIdentifierTests {
    private static func identifier(_ sql: String) -> XAIdentifier? {
        let bytes = Array(sql.utf8)
        return XAIdentifier(statement: bytes.span)
    }

    @Test(arguments: [
        ("XA COMMIT X'6162',X'63',7", "X'6162',X'63',7"), ("XA COMMIT X'',X'',1", "X'',X'',1"),
        ("xa rollback 'ab'", "X'6162',X'',1"), ("XA COMMIT \"a\" , 0x62 , 42 ONE PHASE", "X'61',X'62',42"),
        ("XA COMMIT 'a''b\\'c'", "X'6127622763',X'',1"), ("XA COMMIT x'FF',X'',4294967295", "X'ff',X'',-1"),
        ("XA COMMIT X'61',X'',-1", "X'61',X'',-1"),
    ])
    func `names are read as servers and people write them`(_ sql: String, _ text: String) {
        #expect(XAIdentifierTests.identifier(sql)?.description == text)
    }

    @Test(arguments: [
        "", "XA", "XA COMMIT", "XA COMMIT a", "XA COMMIT X'6", "XA COMMIT X'6'", "XA COMMIT 'a", "XA COMMIT 'a',",
        "XA COMMIT 'a','b',", "XA COMMIT 'a','b',99999999999", "XA COMMIT 0", "XA COMMIT X", "XA COMMIT X'61',X'62',x",
        "XA COMMIT '\(String(repeating: "a", count: 65))'", "XA COMMIT X'\(String(repeating: "61", count: 65))'",
    ])
    func `what is no name is none`(_ sql: String) {
        #expect(XAIdentifierTests.identifier(sql) == nil)
    }
}
