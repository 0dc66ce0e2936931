// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct QueryCommandTests {
    private let command = QueryCommand("do 1")
    private let bytes = [UInt8](hex: "03 646f2031")

    @Test func `QUERY holds the statement to its end`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0, layout: .classic) } == bytes)
        #expect(
            try reading(bytes) { reader throws(WireError) in try QueryCommand(from: &reader, layout: .classic) }
                == command
        )
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try QueryCommand(from: &reader, layout: .classic) }
                == Array(1..<bytes.count)
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in
                try QueryCommand(from: &reader, layout: .classic)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `where attributes were agreed their numbers stand before the statement`() throws {
        let layout = PacketLayout(hasQueryAttributes: true)
        let bytes = [UInt8](hex: "03 00 01 646f2031")
        #expect(encoded { command.encode(into: &$0, layout: layout) } == bytes)
        let read = try reading(bytes) { reader throws(WireError) in try QueryCommand(from: &reader, layout: layout) }
        #expect(read == command)
        #expect(
            wireError([3, 1, 1]) { reader throws(WireError) in try QueryCommand(from: &reader, layout: layout) }
                == WireError(.invalidValue(1), at: 1)
        )
    }
}
