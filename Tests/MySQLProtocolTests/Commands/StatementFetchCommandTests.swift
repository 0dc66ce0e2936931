// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct StatementFetchCommandTests {
    private let command = StatementFetchCommand(statementID: 7, rowCount: 258)
    private let bytes = [UInt8](hex: "1c 07000000 02010000")

    @Test func `FETCH names the statement and the rows`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try StatementFetchCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try StatementFetchCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try StatementFetchCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try StatementFetchCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }
}
