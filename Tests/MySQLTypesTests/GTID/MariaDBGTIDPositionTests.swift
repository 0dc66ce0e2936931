// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct MariaDBGTIDPositionTests {
    @Test func `A transaction replaces the one of its domain, whatever its number`() throws {
        var position = try MariaDBGTIDPosition("7-2-90,0-1-5")
        #expect(position.description == "0-1-5,7-2-90")
        position.advance(to: try MariaDBGTID("0-3-4"))
        position.advance(to: try MariaDBGTID("3-1-1"))
        position.advance(to: try MariaDBGTID("9-1-1"))
        #expect(position.description == "0-3-4,3-1-1,7-2-90,9-1-1")
        #expect(position.gtid(of: 7)?.sequence == 90)
        #expect(position.gtid(of: 8) == nil)
        #expect(position.gtid(of: .max) == nil)
    }

    @Test func `Positions are equal whatever the order of their text`() throws {
        #expect(try MariaDBGTIDPosition("1-1-1,0-1-5") == MariaDBGTIDPosition(" 0-1-5 ,\n1-1-1"))
        #expect(
            try MariaDBGTIDPosition("1-1-1") == MariaDBGTIDPosition([MariaDBGTID(domain: 1, server: 1, sequence: 1)])
        )
    }

    @Test(arguments: ["", " \n"])
    func `An empty text is the place before everything`(text: String) throws {
        #expect(try MariaDBGTIDPosition(text) == MariaDBGTIDPosition())
        #expect(try MariaDBGTIDPosition(text).isEmpty)
    }

    @Test(arguments: [
        ("0-1-5,0-2-6", GTIDSyntaxError(.duplicateDomain(0), at: 6)),
        ("3-1-1,0-1-5,3-2-6", GTIDSyntaxError(.duplicateDomain(3), at: 12)),
        (",", GTIDSyntaxError(.expectedNumber, at: 0)), ("0-1-5,", GTIDSyntaxError(.expectedNumber, at: 6)),
        ("0-1-5,,1-1-1", GTIDSyntaxError(.expectedNumber, at: 6)),
        ("0-1-5 1-1-1", GTIDSyntaxError(.expectedSeparator, at: 6)),
    ])
    func `What is no position is refused where it goes wrong`(text: String, error: GTIDSyntaxError) {
        #expect(throws: error) { try MariaDBGTIDPosition(text) }
    }

    @Test func `Two transactions of one domain make no position`() {
        let gtid = MariaDBGTID(domain: 0, server: 1, sequence: 1)
        #expect(MariaDBGTIDPosition([gtid, gtid]) == nil)
        #expect(MariaDBGTIDPosition([])?.isEmpty == true)
    }
}
