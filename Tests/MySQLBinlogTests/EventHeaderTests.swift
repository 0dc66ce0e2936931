// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct EventHeaderTests {
    private static let bytes = Array(MySQLVectors.createTable[..<19])

    @Test func `the fields are read and come back`() throws {
        let header = try reading(EventHeaderTests.bytes) { reader throws(WireError) in try EventHeader(from: &reader) }
        #expect(header.timestamp == 0x6b00_87d0)
        #expect(header.type == .query)
        #expect(header.serverID == 97)
        #expect(header.length == 0x94)
        #expect(header.endPosition == 0x02c7)
        #expect(header.flags == [])
        var writer = WireWriter()
        header.encode(into: &writer)
        #expect(writer.bytes == EventHeaderTests.bytes)
    }

    @Test func `a cut header is refused`() {
        #expect(
            unnoticedCuts(of: EventHeaderTests.bytes) { reader throws(WireError) in try EventHeader(from: &reader) }
                == []
        )
    }
}
