// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct IncidentEventTests {
    private static let body = [UInt8](hex: "0100 04 6c6f7374")

    @Test func `the message is read and comes back`() throws {
        try reading(IncidentEventTests.body) { reader throws(WireError) in
            let event = try IncidentEvent(from: &reader)
            #expect(event.incident == 1)
            #expect(String(repairing: event.message) == "lost")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == IncidentEventTests.body)
        }
    }

    @Test func `cut or longer events are refused`() {
        let body = IncidentEventTests.body
        #expect(unnoticedCuts(of: body) { reader throws(WireError) in _ = try IncidentEvent(from: &reader) } == [])
        let error = wireError(body + [0]) { reader throws(WireError) in _ = try IncidentEvent(from: &reader) }
        #expect(error == WireError(.trailing(count: 1), at: 7))
    }
}
