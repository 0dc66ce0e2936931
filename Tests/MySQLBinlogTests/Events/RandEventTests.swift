// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct RandEventTests {
    private static let body = [UInt8](hex: "0100000000000000 fffffffffffffff7")

    @Test func `both seeds are read and come back`() throws {
        let event = try reading(RandEventTests.body) { reader throws(WireError) in try RandEvent(from: &reader) }
        #expect(event.seed1 == 1)
        #expect(event.seed2 == 0xf7ff_ffff_ffff_ffff)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == RandEventTests.body)
    }

    @Test func `cut or longer events are refused`() {
        #expect(
            unnoticedCuts(of: RandEventTests.body) { reader throws(WireError) in try RandEvent(from: &reader) } == []
        )
        let error = wireError(RandEventTests.body + [0]) { reader throws(WireError) in try RandEvent(from: &reader) }
        #expect(error == WireError(.trailing(count: 1), at: 16))
    }
}
