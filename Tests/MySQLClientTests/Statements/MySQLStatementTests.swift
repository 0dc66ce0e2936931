// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

@Suite struct MySQLStatementTests {
    @Test func `interpolation binds, and never pastes`() {
        let name = "Robert'); DROP TABLE students;--"
        let none: Int? = nil
        let statement: MySQLStatement = "SELECT \(1), \(name), \(none), \(true) FROM t"
        #expect(statement.text == "SELECT ?, ?, ?, ? FROM t")
        #expect(statement.parameters == [.signed(1), .text(name), .null, .signed(1)])
    }

    @Test func `names are quoted, and text is pasted where that is said`() {
        let statement: MySQLStatement = "SELECT \(raw: "1 + 1") FROM \(identifier: "a`b")"
        #expect(statement.text == "SELECT 1 + 1 FROM `a``b`")
        #expect(statement.parameters.isEmpty)
    }

    @Test func `its description shows no value`() {
        let statement: MySQLStatement = "SET PASSWORD = \("secret")"
        #expect(!"\(statement)".contains("secret"))
    }
}
