// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct TableNameTests {
    @Test func `names differ by case unless they are folded`() {
        let name = TableName(database: "Shop", table: "Orders")
        #expect(name != TableName(database: "shop", table: "orders"))
        #expect(name.folded == TableName(database: "shop", table: "orders"))
        #expect(name.description == "Shop.Orders")
    }
}
