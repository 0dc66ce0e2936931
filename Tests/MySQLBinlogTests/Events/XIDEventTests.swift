// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct XIDEventTests {
    private static let body = MySQLVectors.xid.eventBody

    private static func decode(_ body: [UInt8]) throws(WireError) -> XIDEvent {
        try reading(body) { reader throws(WireError) in try XIDEvent(from: &reader) }
    }

    @Test func `the number is read and comes back`() throws {
        let event = try XIDEventTests.decode(XIDEventTests.body)
        #expect(event.number == 0x194)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == XIDEventTests.body)
    }

    @Test func `cut or longer events are refused`() {
        #expect(unnoticedCuts(of: XIDEventTests.body) { reader throws(WireError) in try XIDEvent(from: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: 8)) { try XIDEventTests.decode(XIDEventTests.body + [0]) }
    }
}
