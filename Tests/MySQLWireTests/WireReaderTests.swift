// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct WireReaderTests {
    let bytes = [UInt8](hex: "01 02 03 04 05")

    @Test func `A reader counts what it consumed and what is left`() throws {
        try reading(bytes) { reader throws in
            #expect(reader.offset == 0 && reader.remaining == 5 && !reader.isAtEnd)
            #expect(try reader.advance(2) == 0)
            #expect(try reader.advance(0) == 2)
            #expect(reader.offset == 2 && reader.remaining == 3 && !reader.isAtEnd)
            #expect(try reader.advance(3) == 2)
            #expect(reader.offset == 5 && reader.remaining == 0 && reader.isAtEnd)
            try reader.expectEnd()
        }
    }

    @Test(arguments: [4, 5, Int.max, -1, Int.min])
    func `A step beyond the end or backwards consumes nothing and says where it stood`(count: Int) throws {
        try reading(bytes) { reader throws in
            try reader.advance(2)
            #expect(throws: WireError(.truncated(needed: count, available: 3), at: 2)) { try reader.advance(count) }
            #expect(throws: WireError(.truncated(needed: count, available: 3), at: 2)) {
                _ = try reader.span(count: count)
            }
            #expect(reader.offset == 2)
        }
    }

    @Test func `Runs of bytes are seen in place`() throws {
        try reading(bytes) { reader throws in
            #expect([UInt8](copying: try reader.span(count: 2)) == [1, 2])
            #expect([UInt8](copying: try reader.span(count: 0)) == [])
            #expect([UInt8](copying: reader.consumed(from: 1)) == [2])
            #expect([UInt8](copying: reader.rest()) == [3, 4, 5])
            #expect([UInt8](copying: reader.rest()) == [])
            #expect([UInt8](copying: reader.consumed(from: 0)) == bytes)
            #expect(reader.isAtEnd == true)
        }
    }

    @Test func `Bytes left after the last field are an error`() throws {
        try reading(bytes) { reader throws in
            try reader.advance(3)
            #expect(throws: WireError(.trailing(count: 2), at: 3)) { try reader.expectEnd() }
        }
    }

    @Test func `A count is believed only when its elements fit`() throws {
        try reading(bytes) { reader throws in
            try reader.advance(1)
            #expect(try reader.checkedCount(4, elementSize: 1) == 4)
            #expect(try reader.checkedCount(1, elementSize: 3) == 1)
            #expect(try reader.checkedCount(0, elementSize: 100) == 0)
            for (count, size) in [(5, 1), (2, 3), (1, 5), (UInt64.max, 1), (.max, 8), (1 << 63, 2)] as [(UInt64, Int)] {
                #expect(throws: WireError(.impossibleCount(count), at: 1)) {
                    try reader.checkedCount(count, elementSize: size)
                }
            }
        }
    }

    @Test func `No bytes are an end`() throws {
        try reading([]) { reader throws in
            try reader.expectEnd()
            #expect(throws: WireError(.truncated(needed: 1, available: 0), at: 0)) { try reader.uint8() }
        }
    }
}
