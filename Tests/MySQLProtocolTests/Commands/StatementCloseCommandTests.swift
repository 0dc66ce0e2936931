// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct StatementCloseCommandTests {
    private let command = StatementCloseCommand(statementID: 0x0102_0304)
    private let bytes = [UInt8](hex: "19 04030201")

    @Test func `CLOSE names the statement`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try StatementCloseCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try StatementCloseCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try StatementCloseCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try StatementCloseCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }
}
