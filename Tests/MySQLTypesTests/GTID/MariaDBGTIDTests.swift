// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct MariaDBGTIDTests {
    /// The entry of a GTID_LIST event of MariaDB 10.11: 0-1011-90.
    let bytes = [UInt8](hex: "00000000 f3030000 5a00000000000000")

    @Test func `Bytes and text name the same transaction`() throws {
        let gtid = try reading(bytes) { reader throws(WireError) in try MariaDBGTID(from: &reader) }
        #expect(gtid == MariaDBGTID(domain: 0, server: 1011, sequence: 90))
        #expect(gtid.description == "0-1011-90")
        #expect(try MariaDBGTID(" 0-1011-90 ") == gtid)
        var writer = WireWriter()
        gtid.encode(into: &writer)
        #expect(writer.bytes == bytes)
    }

    @Test func `A cut GTID is an error and consumes nothing`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try MariaDBGTID(from: &reader) } == [])
        reading(Array(bytes.dropLast())) { reader in
            #expect(throws: WireError(.truncated(needed: 16, available: 15), at: 0)) { try MariaDBGTID(from: &reader) }
            #expect(reader.offset == 0)
        }
    }

    @Test(arguments: [
        ("", GTIDSyntaxError(.expectedNumber, at: 0)), ("0", GTIDSyntaxError(.expectedDash, at: 1)),
        ("0-1", GTIDSyntaxError(.expectedDash, at: 3)), ("0-1-", GTIDSyntaxError(.expectedNumber, at: 4)),
        ("0--1-5", GTIDSyntaxError(.expectedNumber, at: 2)), ("0 -1-5", GTIDSyntaxError(.expectedDash, at: 1)),
        ("0-1-5-6", GTIDSyntaxError(.expectedEnd, at: 5)), ("0-1-5,1-1-1", GTIDSyntaxError(.expectedEnd, at: 5)),
        ("4f68a417-e505-11f1-9b56-02fc00000001:1", GTIDSyntaxError(.expectedDash, at: 1)),
    ])
    func `What is not one GTID is refused where it goes wrong`(text: String, error: GTIDSyntaxError) {
        #expect(throws: error) { try MariaDBGTID(text) }
    }
}
