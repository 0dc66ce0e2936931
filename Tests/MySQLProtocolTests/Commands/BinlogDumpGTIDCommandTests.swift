// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct BinlogDumpGTIDCommandTests {
    private let command = BinlogDumpGTIDCommand(serverID: 4201, executed: GTIDSet())
    private let bytes = [UInt8](hex: "1e 0400 69100000 00000000 0400000000000000 08000000 0000000000000000")

    @Test func `DUMP_GTID with an empty set ends with eight zeros`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader)
            }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the end are refused`() {
        #expect(
            wireError(bytes + [0]) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }

    @Test func `the length of the set is that of its bytes`() throws {
        let set = try GTIDSet("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7")
        let command = BinlogDumpGTIDCommand(serverID: 1, file: "b.000002", position: 1 << 40, executed: set)
        let bytes = encoded { command.encode(into: &$0) }
        // 1 entry: 8 of header, 16 of UUID, 8 of count, 2 intervals of 16.
        #expect(bytes.count == 1 + 2 + 4 + 4 + 8 + 8 + 4 + 64)
        #expect(try reading(bytes) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) } == command)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) } == [])
    }

    @Test func `a name longer than the packet is refused before it is read`() {
        let bytes = [UInt8](hex: "1e 0400 69100000 ffffffff 00")
        #expect(
            wireError(bytes) { reader throws(WireError) in try BinlogDumpGTIDCommand(from: &reader) }?.kind
                == .impossibleCount(0xffff_ffff)
        )
    }
}
