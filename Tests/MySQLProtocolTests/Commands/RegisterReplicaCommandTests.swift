// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct RegisterReplicaCommandTests {
    private let command = RegisterReplicaCommand(serverID: 4201, host: "tail", port: 3306)
    private let bytes = [UInt8](hex: "15 69100000 04 7461696c 00 00 ea0c 00000000 00000000")

    @Test func `REGISTER_SLAVE sends no user and no password`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try RegisterReplicaCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try RegisterReplicaCommand(from: &reader) } == []
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in
                try RegisterReplicaCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try RegisterReplicaCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }

    @Test func `a host's name is cut at what its length can tell`() throws {
        let long = RegisterReplicaCommand(serverID: 1, host: String(repeating: "h", count: 300))
        let bytes = encoded { long.encode(into: &$0) }
        let read = try reading(bytes) { reader throws(WireError) in try RegisterReplicaCommand(from: &reader) }
        #expect(read.host.utf8.count == 255)
    }
}
