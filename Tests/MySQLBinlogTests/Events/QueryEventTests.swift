// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct QueryEventTests {
    private static func decode(_ body: [UInt8], length: Int = 13) -> WireError? {
        wireError(body) { reader throws(WireError) in _ = try QueryEvent(from: &reader, postHeaderLength: length) }
    }

    @Test func `a statement is read with its database and comes back`() throws {
        try reading(MySQLVectors.createTable.eventBody) { reader throws(WireError) in
            let query = try QueryEvent(from: &reader, postHeaderLength: 13)
            #expect(query.threadID == 0x56)
            #expect(query.executionSeconds == 1)
            #expect(query.errorCode == 0)
            #expect(query.hasStatusVariables == true)
            #expect(query.statusVariables.bytes.count == 0x2c)
            #expect(String(repairing: query.database) == "t")
            #expect(
                String(repairing: query.sql)
                    == "create table w(id int unsigned primary key, b varchar(10), d json)"
            )
            var writer = WireWriter()
            query.encode(into: &writer)
            #expect(writer.bytes == MySQLVectors.createTable.eventBody)
        }
    }

    @Test func `what is cut before the statement is refused, at its place`() {
        let body = MySQLVectors.begin.eventBody
        // The statement runs to the end: BEGIN without its end is a statement too.
        let unnoticed = unnoticedCuts(of: body) { reader throws(WireError) in
            _ = try QueryEvent(from: &reader, postHeaderLength: 13)
        }
        #expect(unnoticed == Array((body.count - 5)..<body.count))
    }

    @Test func `the shortest statement has no settings, no database and no text`() throws {
        let body = [UInt8](hex: "01000000 02000000 00 0300 0000 00")
        try reading(body) { reader throws(WireError) in
            let query = try QueryEvent(from: &reader, postHeaderLength: 13)
            #expect(query.executionSeconds == 2)
            #expect(query.errorCode == 3)
            #expect(query.database.isEmpty == true)
            #expect(query.sql.isEmpty == true)
        }
    }

    @Test func `files of version 3 have no settings`() throws {
        let body = [UInt8](hex: "01000000 00000000 01 0000 64 00 41")
        try reading(body) { reader throws(WireError) in
            let query = try QueryEvent(from: &reader, postHeaderLength: 11)
            #expect(query.hasStatusVariables == false)
            #expect(String(repairing: query.database) == "d")
            #expect(String(repairing: query.sql) == "A")
            var writer = WireWriter()
            query.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `settings longer than the event, and a database that does not end, are refused`() {
        let long = [UInt8](hex: "01000000 00000000 00 0000 ffff 00")
        #expect(QueryEventTests.decode(long) == WireError(.truncated(needed: 65_535, available: 1), at: 13))
        let open = [UInt8](hex: "01000000 00000000 01 0000 0000 64 41")
        #expect(QueryEventTests.decode(open) == WireError(.unterminatedString, at: 14))
    }
}
