// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct ColumnDefinitionTests {
    /// The second column of `select 1, 'a'` on MySQL 9.7.
    private let bytes = [UInt8](hex: "03646566 00 00 00 0161 00 0c 2d00 04000000 fd 0100 1f 0000")

    private func decode(_ bytes: [UInt8], _ layout: PacketLayout = .classic) throws(WireError) -> ColumnDefinition {
        try reading(bytes) { reader throws(WireError) in try ColumnDefinition(from: &reader, layout: layout) }
    }

    @Test func `a definition has names, then collation, length, type, flags and digits`() throws {
        let column = try decode(bytes)
        #expect(
            column
                == ColumnDefinition(
                    name: "a",
                    type: .varString,
                    flags: .notNull,
                    collation: .utf8mb4GeneralCI,
                    maximumLength: 4,
                    decimals: 31
                )
        )
        #expect(encoded { column.encode(into: &$0, layout: .classic) } == bytes)
    }

    @Test func `all names have their places`() throws {
        var column = ColumnDefinition(name: "n", type: .long)
        column.schema = "s"
        column.table = "t"
        column.originalTable = "ot"
        column.originalName = "on"
        let written = encoded { column.encode(into: &$0, layout: .classic) }
        #expect(try decode(written) == column)
    }

    @Test func `MariaDB names types that have no number`() throws {
        let layout = PacketLayout(hasExtendedMetadata: true)
        var column = ColumnDefinition(name: "a", type: .string)
        column.typeName = "inet6"
        column.format = "json"
        let written = encoded { column.encode(into: &$0, layout: layout) }
        #expect(written.hex.contains("0d" + "0005696e657436" + "01046a736f6e"))
        #expect(try decode(written, layout) == column)
        #expect(
            unnoticedCuts(of: written) { reader throws(WireError) in
                try ColumnDefinition(from: &reader, layout: layout)
            } == []
        )
        // A kind that is not known is kept.
        let other = [UInt8](hex: "03646566 00 00 00 0161 00 03 07 01 ff 0c 3f00 04000000 fe 0000 00 0000")
        let read = try decode(other, layout)
        #expect(encoded { read.encode(into: &$0, layout: layout) } == other)
        // A kind whose text is longer than the block.
        let lie = [UInt8](hex: "03646566 00 00 00 0161 00 03 00 05 ff 0c 3f00 04000000 fe 0000 00 0000")
        #expect(throws: WireError(.impossibleCount(5), at: 12)) { try decode(lie, layout) }
    }

    @Test func `every cut and every byte too many is an error`() {
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in
            try ColumnDefinition(from: &reader, layout: .classic)
        }
        #expect(cuts == [])
        #expect(throws: WireError(.trailing(count: 1), at: bytes.count)) { try decode(bytes + [0]) }
    }

    @Test func `a name longer than the packet and fields of another length are refused`() {
        #expect(throws: WireError(.impossibleCount(.max), at: 0)) {
            try decode([0xfe] + [UInt8](repeating: 0xff, count: 8))
        }
        #expect(throws: WireError(.invalidValue(11), at: 10)) { try decode(Array(bytes[..<10] + [11] + bytes[11...])) }
    }
}
