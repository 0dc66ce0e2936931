// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

@Suite struct StatusVariablesCollationTests {
    /// A CREATE TABLE of MariaDB 11.8: flags, SQL mode, catalog, `character_set_collations`, character sets and xid.
    static let createTable = [UInt8](
        hex: """
            00 00000001 01 0000000000000000 06 03 737464
            83 05 2100 0008 2300 000a 2d00 0009 3600 000b 3c00 000c
            04 0009 0009 0009 81 4134000000000000
            """
    )

    private func decoded(_ bytes: [UInt8]) throws(WireError) -> StatusVariables {
        try StatusVariablesView(bytes.span).decoded()
    }

    @Test func `what stands behind character_set_collations is read`() throws {
        let variables = try decoded(StatusVariablesCollationTests.createTable)
        #expect(variables.characterSetCollations.map(\.characterSet) == [33, 35, 45, 54, 60])
        #expect(variables.characterSetCollations.map(\.collation) == [2048, 2560, 2304, 2816, 3072])
        #expect(variables.clientCollation == 2304)
        #expect(variables.mariaDBXID == 0x3441)
        #expect(variables.unknownCode == nil)
    }

    @Test func `a cut within character_set_collations is an error`() throws {
        let start = 19
        for count in 1...21 {
            let bytes = Array(StatusVariablesCollationTests.createTable[start..<(start + count)])
            #expect(throws: WireError.self, "\(count) bytes") { try decoded(bytes) }
        }
        #expect(
            try decoded(Array(StatusVariablesCollationTests.createTable[start..<(start + 22)])).characterSetCollations
                .count == 5
        )
    }

    @Test func `a code that is not known ends the settings`() throws {
        let variables = try decoded([UInt8](hex: "00 00000001 c8 01 02"))
        #expect(variables.flags == 0x0100_0000)
        #expect(variables.unknownCode == 0xc8)
    }
}
