// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogDumpCommandTests {
    private let command = BinlogDumpCommand(position: 4, flags: .nonBlocking, serverID: 4201, file: "b.000001")
    private let bytes = [UInt8](hex: "12 04000000 0100 69100000 622e303030303031")

    @Test func `DUMP holds position, flags, server and file`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try BinlogDumpCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try BinlogDumpCommand(from: &reader) }
                == Array(11..<bytes.count)
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try BinlogDumpCommand(from: &reader) }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }
}
