// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct StatementSendLongDataCommandTests {
    private let command = StatementSendLongDataCommand(statementID: 1, parameter: 2, content: [0xff, 0])
    private let bytes = [UInt8](hex: "18 01000000 0200 ff00")

    @Test func `a piece names its statement and parameter`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(
            try reading(bytes) { reader throws(WireError) in try StatementSendLongDataCommand(from: &reader) }
                == command
        )
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try StatementSendLongDataCommand(from: &reader) }
                == Array(7..<bytes.count)
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in
                try StatementSendLongDataCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }
}
