// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

struct EventTypeTests {
    @Test func `names are the protocol's, and numbers without one are told`() {
        #expect(EventType.writeRows.description == "WRITE_ROWS_V2")
        #expect(EventType.mariaDBGTID.description == "MARIADB_GTID")
        #expect(EventType(rawValue: 100).description == "TYPE_100")
    }

    @Test func `known are 1 to 42 and 160 to 172, which all have names`() {
        for rawValue in UInt8.min ... .max {
            let type = EventType(rawValue: rawValue)
            #expect(type.isKnown == ((1...42).contains(rawValue) || (160...172).contains(rawValue)))
            #expect(!type.isKnown || !type.description.hasPrefix("TYPE_"))
        }
    }
}
