// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct MariaDBGTIDListEventTests {
    private static func decode(_ body: [UInt8]) throws(WireError) -> MariaDBGTIDListEvent {
        try reading(body) { reader throws(WireError) in try MariaDBGTIDListEvent(from: &reader) }
    }

    @Test(arguments: [MariaDBVectors.gtidList, MariaDBVectors.emptyGTIDList])
    func `lists are read and come back`(event: [UInt8]) throws {
        let list = try MariaDBGTIDListEventTests.decode(event.eventBody)
        #expect(list.gtids.map(\.description) == (event == MariaDBVectors.gtidList ? ["0-1011-90"] : []))
        #expect(list.flags == 0)
        var writer = WireWriter()
        list.encode(into: &writer)
        #expect(writer.bytes == event.eventBody)
    }

    @Test func `flags stand above the count`() throws {
        #expect(try MariaDBGTIDListEventTests.decode([UInt8](hex: "00000030")).flags == 3)
    }

    @Test func `cut lists, impossible counts and bytes that are no padding are refused`() {
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try MariaDBGTIDListEvent(from: &reader) }
        #expect(unnoticedCuts(of: MariaDBVectors.gtidList.eventBody, decode) == [])
        #expect(wireError([255, 255, 255, 15], decode) == WireError(.impossibleCount(0x0fff_ffff), at: 4))
        #expect(wireError([0, 0, 0, 0, 0, 1], decode) == WireError(.trailing(count: 1), at: 5))
    }
}
