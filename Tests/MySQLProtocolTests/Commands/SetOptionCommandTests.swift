// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct SetOptionCommandTests {
    private let command = SetOptionCommand(allowsMultipleStatements: true)
    private let bytes = [UInt8](hex: "1b 0000")

    @Test func `SET_OPTION says 0 for on`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try SetOptionCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try SetOptionCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try SetOptionCommand(from: &reader) }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try SetOptionCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }

    @Test func `1 is off, and there is nothing else`() throws {
        let off = SetOptionCommand(allowsMultipleStatements: false)
        #expect(encoded { off.encode(into: &$0) } == [0x1b, 1, 0])
        #expect(
            wireError([0x1b, 2, 0]) { reader throws(WireError) in try SetOptionCommand(from: &reader) }
                == WireError(.invalidValue(2), at: 1)
        )
    }
}
