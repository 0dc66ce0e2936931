// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct SessionStateChangeTests {
    private static let all: [SessionStateChange] = [
        .systemVariable(name: "time_zone", value: "+00:00"), .schema("shop"), .stateChanged(true), .stateChanged(false),
        .gtids("3e11fa47-71ca-11e1-9e33-c80aa9429562:23"), .transactionCharacteristics("START TRANSACTION;"),
        .transactionState("T___W___"), .other(type: 9, content: [1, 2, 3]), .other(type: 200, content: []),
    ]

    private func decode(_ bytes: [UInt8]) throws(WireError) -> SessionStateChange {
        try reading(bytes) { reader throws(WireError) in try SessionStateChange(from: &reader) }
    }

    @Test(arguments: all)
    func `every kind is written and read, and no cut is missed`(_ change: SessionStateChange) throws {
        let bytes = encoded { change.encode(into: &$0) }
        #expect(try decode(bytes) == change)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try SessionStateChange(from: &reader) } == [])
    }

    @Test func `GTIDs have a number of their encoding before them`() throws {
        #expect(try decode([UInt8](hex: "03 05 00 03 302d31")) == .gtids("0-1"))
        // Another encoding is kept as it is.
        #expect(try decode([UInt8](hex: "03 02 01 00")) == .other(type: 3, content: [1, 0]))
        #expect(try decode([3, 0]) == .other(type: 3, content: []))
    }

    @Test func `a known kind in an unknown layout keeps its bytes`() throws {
        #expect(try decode([UInt8](hex: "01 03 01 61 00")) == .other(type: 1, content: [1, 0x61, 0]))
        #expect(try decode([UInt8](hex: "01 02 01 ff")) == .other(type: 1, content: [1, 0xff]))
        #expect(try decode([UInt8](hex: "02 02 01 37")) == .other(type: 2, content: [1, 0x37]))
        #expect(try decode([UInt8](hex: "00 02 01 61")) == .other(type: 0, content: [1, 0x61]))
    }
}
