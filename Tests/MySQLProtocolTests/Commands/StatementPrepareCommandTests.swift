// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct StatementPrepareCommandTests {
    private let command = StatementPrepareCommand("select ?")
    private let bytes = [UInt8](hex: "16 73656c656374203f")

    @Test func `PREPARE holds the statement to its end`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(
            try reading(bytes) { reader throws(WireError) in try StatementPrepareCommand(from: &reader) } == command
        )
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try StatementPrepareCommand(from: &reader) }
                == Array(1..<bytes.count)
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in
                try StatementPrepareCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }
}
