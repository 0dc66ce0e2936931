// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct StatementExecuteCommandTests {
    private func decode(
        _ bytes: [UInt8],
        count: Int,
        layout: PacketLayout = .classic,
        sentBefore: Set<Int> = []
    ) throws(WireError) -> StatementExecuteCommand {
        try reading(bytes) { reader throws(WireError) in
            try StatementExecuteCommand(
                from: &reader,
                layout: layout,
                parameterCount: count,
                sentBefore: sentBefore
            )
        }
    }

    @Test func `without parameters nothing follows the iteration count`() throws {
        let command = StatementExecuteCommand(statementID: 1, opensCursor: true, values: [])
        let bytes = encoded { command.encode(into: &$0, layout: .classic) }
        #expect(bytes.hex == "1701000000" + "01" + "01000000")
        #expect(try decode(bytes, count: 0) == command)
        // With query attributes neither.
        #expect(encoded { command.encode(into: &$0, layout: PacketLayout(hasQueryAttributes: true)) } == bytes)
    }

    @Test func `NULLs are bits, types stand before values`() throws {
        let command = StatementExecuteCommand(statementID: 1, values: [.null, .signed(1), .unsigned(2), .text("a")])
        let bytes = encoded { command.encode(into: &$0, layout: .classic) }
        #expect(
            bytes
                == [UInt8](
                    hex: "17 01000000 00 01000000 01 01 0600 0800 0880 fd00 0100000000000000 0200000000000000 0161"
                )
        )
        #expect(try decode(bytes, count: 4) == command)
    }

    @Test func `all types round-trip, in more than one byte of bits`() throws {
        let values = MySQLValueBinaryTests.examples.map(\.value)
        let command = StatementExecuteCommand(statementID: 9, values: values)
        for layout in [PacketLayout.classic, PacketLayout(hasQueryAttributes: true)] {
            let bytes = encoded { command.encode(into: &$0, layout: layout) }
            #expect(try decode(bytes, count: values.count, layout: layout) == command)
            for count in bytes.indices {
                #expect(throws: WireError.self) {
                    try decode(Array(bytes[..<count]), count: values.count, layout: layout)
                }
            }
            #expect(throws: WireError(.trailing(count: 1), at: bytes.count)) {
                try decode(bytes + [0], count: values.count, layout: layout)
            }
        }
    }

    @Test func `what was sent in pieces is not NULL and has no value`() throws {
        let command = StatementExecuteCommand(
            statementID: 1,
            parameters: [.sentBefore(isText: false), .value(.signed(1)), .sentBefore(isText: true)]
        )
        let bytes = encoded { command.encode(into: &$0, layout: .classic) }
        #expect(bytes == [UInt8](hex: "17 01000000 00 01000000 00 01 fb00 0800 fd00 0100000000000000"))
        #expect(try decode(bytes, count: 3, sentBefore: [0, 2]) == command)
    }

    @Test func `a number of parameters that cannot be is refused`() {
        let layout = PacketLayout(hasQueryAttributes: true)
        let bytes = [UInt8](hex: "17 01000000 00 01000000 feffffffffffffffff")
        #expect(throws: WireError(.impossibleCount(.max), at: 19)) { try decode(bytes, count: 1, layout: layout) }
    }
}
