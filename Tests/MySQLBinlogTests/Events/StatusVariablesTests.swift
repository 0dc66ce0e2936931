// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct StatusVariablesTests {
    private static func decode(_ hex: String) throws(WireError) -> StatusVariables {
        let bytes = [UInt8](hex: hex)
        return try StatusVariablesView(bytes.span).decoded()
    }

    private static func settings(of event: [UInt8]) throws(WireError) -> StatusVariables {
        try reading(event.eventBody) { reader throws(WireError) in
            try QueryEvent(from: &reader, postHeaderLength: 13).statusVariables.decoded()
        }
    }

    @Test func `the settings of MySQL 9 are read to the last`() throws {
        let settings = try StatusVariablesTests.settings(of: MySQLVectors.createTable)
        #expect(settings.flags == 0)
        #expect(settings.sqlMode == 0x45a0_0020)
        #expect(settings.catalog == "std")
        #expect(settings.clientCollation == 45)
        #expect(settings.connectionCollation == 45)
        #expect(settings.serverCollation == 255)
        #expect(settings.updatedDatabases == ["t"])
        #expect(settings.ddlXID == 0x192)
        #expect(settings.defaultCollationForUTF8MB4 == 255)
        #expect(settings.requirePrimaryKey == 0)
        #expect(settings.defaultTableEncryption == nil)
        #expect(settings.unknownCode == nil)
    }

    @Test func `the settings of MariaDB are read to the last`() throws {
        let settings = try StatusVariablesTests.settings(of: MariaDBVectors.createTable)
        #expect(settings.sqlMode == 0x5420_0000)
        #expect(settings.clientCollation == 45)
        #expect(settings.serverCollation == 8)
        #expect(settings.mariaDBXID == 0x133)
        #expect(settings.unknownCode == nil)
    }

    @Test func `each setting is read by its code`() throws {
        #expect(try StatusVariablesTests.decode("00 00400804").flags == 0x0408_4000)
        #expect(try StatusVariablesTests.decode("02 03 737464 00").catalog == "std")
        let increments = try StatusVariablesTests.decode("03 0200 0100")
        #expect(increments.autoIncrementIncrement == 2)
        #expect(increments.autoIncrementOffset == 1)
        #expect(try StatusVariablesTests.decode("05 06 53595354454d").timeZone == "SYSTEM")
        #expect(try StatusVariablesTests.decode("07 0200").timeNames == 2)
        #expect(try StatusVariablesTests.decode("08 2d00").databaseCollation == 45)
        #expect(try StatusVariablesTests.decode("09 0300000000000000").updatedTables == 3)
        #expect(try StatusVariablesTests.decode("0a 10000000").originalLength == 16)
        let invoker = try StatusVariablesTests.decode("0b 01 75 01 68")
        #expect(invoker.invokerUser == "u")
        #expect(invoker.invokerHost == "h")
        #expect(try StatusVariablesTests.decode("0d 40420f").microseconds == 1_000_000)
        #expect(try StatusVariablesTests.decode("80 40420f").microseconds == 1_000_000)
        #expect(try StatusVariablesTests.decode("10 01").explicitDefaultsForTimestamp == 1)
        #expect(try StatusVariablesTests.decode("14 01").defaultTableEncryption == 1)
        let alter = try StatusVariablesTests.decode("82 04 0700000000000000")
        #expect(alter.gtidFlagsExtra == 4)
        #expect(alter.startAlterSequence == 7)
        #expect(try StatusVariablesTests.decode("82 02").startAlterSequence == nil)
    }

    @Test func `more databases than can be listed are not listed`() throws {
        #expect(try StatusVariablesTests.decode("0c fe").updatedDatabases == nil)
        #expect(try StatusVariablesTests.decode("0c 00").updatedDatabases == [])
        #expect(try StatusVariablesTests.decode("0c 02 6100 6200").updatedDatabases == ["a", "b"])
    }

    @Test func `behind a code that is not known nothing is read`() throws {
        let settings = try StatusVariablesTests.decode("10 01 c8 00 00000000")
        #expect(settings.explicitDefaultsForTimestamp == 1)
        #expect(settings.unknownCode == 200)
        #expect(settings.flags == nil)
    }

    @Test func `a cut setting is refused`() {
        for hex in ["00 000000", "0c 02 6100", "0b 01 75", "82 04 07", "06 04 737464"] {
            #expect(throws: WireError.self, "\(hex)") { try StatusVariablesTests.decode(hex) }
        }
    }
}
