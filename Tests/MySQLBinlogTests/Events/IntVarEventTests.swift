// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct IntVarEventTests {
    private static let body = [UInt8](hex: "02 ffffffffffffffff")

    private static func decode(_ body: [UInt8]) throws(WireError) -> IntVarEvent {
        try reading(body) { reader throws(WireError) in try IntVarEvent(from: &reader) }
    }

    @Test func `kind and number are read and come back`() throws {
        let event = try IntVarEventTests.decode(IntVarEventTests.body)
        #expect(event.name?.description == "INSERT_ID")
        #expect(event.value == .max)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == IntVarEventTests.body)
    }

    @Test func `kinds that are not known have no name`() throws {
        #expect(try IntVarEventTests.decode([UInt8](hex: "01 0100000000000000")).name?.description == "LAST_INSERT_ID")
        #expect(try IntVarEventTests.decode([UInt8](hex: "00 0100000000000000")).name == nil)
    }

    @Test func `cut or longer events are refused`() {
        let body = IntVarEventTests.body
        #expect(unnoticedCuts(of: body) { reader throws(WireError) in try IntVarEvent(from: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: 9)) { try IntVarEventTests.decode(body + [0]) }
    }
}
