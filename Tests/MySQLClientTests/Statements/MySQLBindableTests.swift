// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

@Suite struct MySQLBindableTests {
    @Test func `each type is sent as what it is`() throws {
        #expect(Int8(-3).mySQLValue == .signed(-3))
        #expect(UInt64.max.mySQLValue == .unsigned(.max))
        #expect(false.mySQLValue == .signed(0))
        #expect(Float(1.5).mySQLValue == .float(1.5))
        #expect(2.5.mySQLValue == .double(2.5))
        #expect("é".mySQLValue == .text("é"))
        #expect([UInt8](arrayLiteral: 1, 0).mySQLValue == .bytes([1, 0]))
        #expect(Int?.none.mySQLValue == .null)
        #expect(Int?(4).mySQLValue == .signed(4))
        let date = MySQLDate(year: 2024, month: 2, day: 29)
        #expect(date.mySQLValue == .date(date))
        let set = try GTIDSet("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5")
        #expect(set.mySQLValue == .text("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5"))
    }
}
