// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct SemiSyncReplyTests {
    private let command = SemiSyncReply(BinlogFilePosition(file: "b.000001", offset: 0x1_0000_0002))
    private let bytes = [UInt8](hex: "ef 0200000001000000 622e303030303031")

    @Test func `HC-083 an acknowledgement holds the 64-bit end of the event and its file`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try SemiSyncReply(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try SemiSyncReply(from: &reader) }
                == Array(9..<bytes.count)
        )
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try SemiSyncReply(from: &reader) }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }
}
