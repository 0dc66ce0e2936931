// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

@Suite struct DumpRequestTests {
    private let place = BinlogFilePosition(file: "b.1", offset: 0x1234)

    @Test func `a place in a file is asked for in 32 bits`() {
        let request = DumpRequest(.file(place), serverID: 7, endsAtEnd: false)
        #expect(request.command(isMariaDB: false).hex == "12341200000200" + "07000000" + "622e31")
    }

    @Test func `a look ends at the end, and is nobody's rival`() {
        let request = DumpRequest(.file(place), serverID: 0, endsAtEnd: true)
        #expect(request.command(isMariaDB: true).hex == "12341200000300" + "00000000" + "622e31")
    }

    @Test func `a place beyond 4 GiB is asked for in 64 bits, without GTIDs`() {
        let place = BinlogFilePosition(file: "b.1", offset: 0x1_0000_0001)
        let request = DumpRequest(.wideFile(place), serverID: 7, endsAtEnd: false)
        let expected =
            "1e0200" + "07000000" + "03000000" + "622e31" + "0100000001000000" + "08000000" + "0000000000000000"
        #expect(request.command(isMariaDB: false).hex == expected)
    }

    @Test func `GTIDs of MySQL are in the command, those of MariaDB are not`() throws {
        let set = try GTIDSet("00000000-0000-0001-0000-000000000002:1-5")
        let mysql = DumpRequest(.mysql(set), serverID: 7, endsAtEnd: true).command(isMariaDB: false)
        #expect(mysql.hex.hasPrefix("1e0700" + "07000000" + "00000000" + "0400000000000000"))
        let position = try MariaDBGTIDPosition("0-1-5")
        let mariaDB = DumpRequest(.mariaDB(position), serverID: 7, endsAtEnd: false).command(isMariaDB: true)
        #expect(mariaDB.hex == "12040000000200" + "07000000")
    }
}
