// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

/// Every message, damaged: what is read of it is a message or an error within the bytes, never a trap.
struct DamagedMessageTests {
    /// A message as it is sent, and what reads it.
    struct Message: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let decode: @Sendable (inout WireReader) throws(WireError) -> Void

        var testDescription: String { name }
    }

    private static let layout = PacketLayout(
        deprecatesEOF: true,
        tracksSession: true,
        hasOptionalMetadata: true,
        hasExtendedMetadata: true,
        hasQueryAttributes: true
    )

    private static let values = MySQLValueBinaryTests.examples.map(\.value)

    private static let answers: [Message] = [
        Message(
            name: "OK",
            bytes: [UInt8](hex: "00 00 00 0040 0000 00 11 00 0f 0a 6175746f636f6d6d6974 03 4f4646")
        ) { reader throws(WireError) in _ = try OKPacket(from: &reader, layout: layout) },
        Message(name: "ERR", bytes: [UInt8](hex: "ff 1004 23 3432533232 546f6f")) { reader throws(WireError) in
            _ = try ErrorPacket(from: &reader)
        },
        Message(name: "EOF", bytes: [UInt8](hex: "fe 0000 0200")) { reader throws(WireError) in
            _ = try EOFPacket(from: &reader)
        },
        Message(name: "progress", bytes: [UInt8](hex: "ffffff 01 01 02 50c300 04 636f7079")) {
            reader throws(WireError) in _ = try ProgressReport(from: &reader)
        },
        Message(
            name: "definition",
            bytes: [UInt8](hex: "03646566 00 00 00 0161 00 07 00 05 696e657436 0c 2d00 04000000 fd 0100 1f 0000")
        ) { reader throws(WireError) in _ = try ColumnDefinition(from: &reader, layout: layout) },
        Message(name: "PREPARE's OK", bytes: [UInt8](hex: "00 01000000 0100 0200 00 0300 01")) {
            reader throws(WireError) in _ = try PrepareOK(from: &reader, layout: layout)
        },
        Message(name: "text row", bytes: [UInt8](hex: "0131 0161 fb fc0400 312e3530")) { reader throws(WireError) in
            var cells: [CellRange] = []
            try TextRowView.appendCells(of: reader.rest(), count: 4, to: &cells)
        },
        Message(name: "binary row", bytes: encoded { BinaryRowView.encode(values, into: &$0) }) {
            reader throws(WireError) in
            let formats = values.map { CellFormat(type: $0.type, isUnsigned: $0.isUnsigned, fractionalDigits: 6) }
            var row = try BinaryRowView(reader.rest(), columnCount: formats.count)
            for format in formats { _ = try row.next(as: format) }
            try row.expectEnd()
        },
    ]

    private static let commands: [Message] = [
        Message(
            name: "EXECUTE",
            bytes: encoded {
                StatementExecuteCommand(statementID: 1, values: values).encode(into: &$0, layout: layout)
            }
        ) { reader throws(WireError) in
            _ = try StatementExecuteCommand(from: &reader, layout: layout, parameterCount: values.count)
        },
        Message(name: "DUMP", bytes: [UInt8](hex: "12 04000000 0100 69100000 622e303030303031")) {
            reader throws(WireError) in _ = try BinlogDumpCommand(from: &reader)
        },
        Message(
            name: "DUMP_GTID",
            bytes: [UInt8](
                hex: """
                    1e 0400 69100000 00000000 0400000000000000 30000000 0100000000000000
                    3e11fa4771ca11e19e33c80aa9429562 0100000000000000 0100000000000000 0600000000000000
                    """
            )
        ) { reader throws(WireError) in _ = try BinlogDumpGTIDCommand(from: &reader) },
        Message(name: "REGISTER", bytes: [UInt8](hex: "15 69100000 04 7461696c 00 00 ea0c 00000000 00000000")) {
            reader throws(WireError) in _ = try RegisterReplicaCommand(from: &reader)
        },
        Message(name: "CHANGE_USER", bytes: [UInt8](hex: "11 7500 03 010203 6400 2d00 7000 04 0161 0162")) {
            reader throws(WireError) in _ = try ChangeUserCommand(from: &reader)
        },
        Message(name: "acknowledgement", bytes: [UInt8](hex: "ef 0200000001000000 622e303030303031")) {
            reader throws(WireError) in _ = try SemiSyncReply(from: &reader)
        },
    ]

    @Test(arguments: answers + commands) func `damage is an error within the bytes, or a message`(_ message: Message) {
        #expect(wireError(message.bytes, message.decode) == nil)
        var mutator = Mutator()
        for _ in 0..<2000 {
            let bytes = mutator.mutated(message.bytes)
            guard let error = wireError(bytes, message.decode) else { continue }
            #expect(error.offset >= 0 && error.offset <= bytes.count, "\(mutator.random) \(bytes.hex): \(error)")
        }
    }
}
