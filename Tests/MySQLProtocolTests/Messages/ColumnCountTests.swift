// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ColumnCountTests {
    private func decode(_ bytes: [UInt8], _ layout: PacketLayout = .classic) throws(WireError) -> ColumnCount {
        try reading(bytes) { reader throws(WireError) in try ColumnCount(from: &reader, layout: layout) }
    }

    @Test func `a head is the number of columns`() throws {
        #expect(try decode([4]) == ColumnCount(4))
        #expect(try decode([0xfc, 0, 0x10]) == ColumnCount(4096))
        #expect(encoded { ColumnCount(4096).encode(into: &$0, layout: .classic) } == [0xfc, 0, 0x10])
    }

    @Test func `the byte that tells of metadata stands behind the number`() throws {
        // MySQL 9.7 with resultset_metadata NONE and FULL, MariaDB 11.8 with cached metadata.
        for layout in [PacketLayout(hasOptionalMetadata: true), PacketLayout(cachesMetadata: true)] {
            #expect(try decode([2, 0], layout) == ColumnCount(2, metadataFollows: false))
            #expect(try decode([2, 1], layout) == ColumnCount(2))
            #expect(encoded { ColumnCount(2).encode(into: &$0, layout: layout) } == [2, 1])
            #expect(throws: WireError.self) { try decode([2], layout) }
        }
    }

    @Test func `every cut and every byte too many is an error`() {
        let cuts = unnoticedCuts(of: [0xfc, 0, 0x10]) { reader throws(WireError) in
            try ColumnCount(from: &reader, layout: .classic)
        }
        #expect(cuts == [])
        #expect(throws: WireError(.trailing(count: 1), at: 1)) { try decode([4, 0]) }
    }
}
