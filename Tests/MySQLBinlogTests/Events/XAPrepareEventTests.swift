// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct XAPrepareEventTests {
    private static let body = [UInt8](hex: "01 feffffff 03000000 01000000 616263 64")

    @Test func `the transaction is read and comes back`() throws {
        try reading(XAPrepareEventTests.body) { reader throws(WireError) in
            let event = try XAPrepareEvent(from: &reader)
            #expect(event.onePhase == 1)
            #expect(event.identifier.formatID == -2)
            #expect(String(repairing: event.identifier.globalID) == "abc")
            #expect(String(repairing: event.identifier.branchQualifier) == "d")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == XAPrepareEventTests.body)
        }
    }

    @Test func `cut or longer events, and parts longer than any, are refused`() {
        let body = XAPrepareEventTests.body
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try XAPrepareEvent(from: &reader) }
        #expect(unnoticedCuts(of: body, decode) == [])
        #expect(wireError(body + [0], decode) == WireError(.trailing(count: 1), at: body.count))
        let long = [UInt8](hex: "00 01000000 41000000 00000000") + [UInt8](repeating: 0, count: 65)
        #expect(wireError(long, decode) == WireError(.impossibleCount(65), at: 5))
        let huge = [UInt8](hex: "00 01000000 00000000 ffffffff")
        #expect(wireError(huge, decode) == WireError(.impossibleCount(0xffff_ffff), at: 5))
    }
}
