// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct PreviousGTIDsEventTests {
    private static let body = MySQLVectors.previousGTIDs.eventBody

    @Test func `a set with tags is read and comes back`() throws {
        let event = try reading(PreviousGTIDsEventTests.body) { reader throws(WireError) in
            try PreviousGTIDsEvent(from: &reader)
        }
        #expect(
            event.gtids.description
                == "4f68a417-e505-11f1-9b56-02fc00000001:1-114:mytag:1,aaaaaaaa-0000-ff00-8181-8082ffeeddcc:zz:300"
        )
        #expect(event.format == .tagged)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == PreviousGTIDsEventTests.body)
    }

    @Test func `cut or longer events are refused`() {
        let body = PreviousGTIDsEventTests.body
        #expect(unnoticedCuts(of: body) { reader throws(WireError) in try PreviousGTIDsEvent(from: &reader) } == [])
        let error = wireError(body + [0]) { reader throws(WireError) in try PreviousGTIDsEvent(from: &reader) }
        #expect(error == WireError(.trailing(count: 1), at: body.count))
    }
}
