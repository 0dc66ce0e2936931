// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct PingCommandTests {
    private let command = PingCommand()
    private let bytes = [UInt8](hex: "0e")

    @Test func `PING is its byte`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try PingCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try PingCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try PingCommand(from: &reader) }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try PingCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }
}
