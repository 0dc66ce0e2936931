// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct SchemaMismatchTests {
    @Test func `the first differences are told, the others counted`() {
        let differences = (0..<5).map {
            SchemaMismatch.Difference.column(index: $0, name: "c", .type, logged: "LONG", described: "TINY")
        }
        let mismatch = SchemaMismatch(table: TableName(database: "d", table: "t"), differences: differences)
        #expect(
            mismatch.description
                == "d.t: column 1 (c): type is LONG in the log, TINY in the description; column 2 (c): type is LONG in the "
                + "log, TINY in the description; column 3 (c): type is LONG in the log, TINY in the description; and 2 more"
        )
    }

    @Test func `numbers of columns are told`() {
        let mismatch = SchemaMismatch(
            table: TableName(database: "d", table: "t"),
            differences: [.columnCount(logged: 2, described: 3)]
        )
        #expect(mismatch.description == "d.t: the log has 2 columns, the description 3")
    }
}
