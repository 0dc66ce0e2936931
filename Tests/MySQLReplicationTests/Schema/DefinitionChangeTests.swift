// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct DefinitionChangeTests {
    private let table = TableName(database: "d", table: "t")
    private let other = TableName(database: "d", table: "u")

    @Test func `a change affects the tables that it names`() {
        #expect(DefinitionChange.alter(table).affects(table))
        #expect(!DefinitionChange.alter(other).affects(table))
        #expect(DefinitionChange.rename(other, to: table).affects(table))
        #expect(DefinitionChange.rename(table, to: other).affects(table))
        #expect(DefinitionChange.dropDatabase("d").affects(table))
        #expect(!DefinitionChange.dropDatabase("e").affects(table))
        #expect(DefinitionChange.create(table, onlyIfMissing: false).affects(table))
    }

    @Test func `HC-123 a table that is made only if it is missing stays as it is`() {
        #expect(!DefinitionChange.create(table, onlyIfMissing: true).affects(table))
    }

    @Test func `HC-124 what is not understood affects all tables`() {
        #expect(DefinitionChange.unknown.affects(table))
    }

    @Test func `the case of names counts unless the server folds it`() {
        let capital = TableName(database: "D", table: "T")
        #expect(!DefinitionChange.alter(capital).affects(table))
        #expect(DefinitionChange.alter(capital).affects(table, foldsCase: true))
        #expect(DefinitionChange.dropDatabase("D").affects(table, foldsCase: true))
    }

    @Test func `a logged change tells its statement and place`() {
        let logged = LoggedDefinitionChange(
            .alter(table),
            at: BinlogFilePosition(file: "b.1", offset: 9),
            statement: "ALTER TABLE t"
        )
        #expect(logged.description == "ALTER TABLE t at b.1:9")
    }
}
