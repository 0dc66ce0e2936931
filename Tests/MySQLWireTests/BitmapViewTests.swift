// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct BitmapViewTests {
    @Test(arguments: [(0, 0), (1, 1), (7, 1), (8, 1), (9, 2), (16, 2), (17, 3), (4096, 512)])
    func `Bits take whole bytes`(bits: Int, bytes: Int) {
        #expect(BitmapView.byteCount(bits) == bytes)
    }

    @Test func `The lowest bit of the first byte comes first`() throws {
        try reading([UInt8](hex: "05 80 01 aa")) { reader throws in
            let bitmap = try BitmapView(from: &reader, count: 17)
            #expect((0..<17).filter { bitmap[$0] } == [0, 2, 15, 16])
            #expect(bitmap.setCount == 4)
            #expect(reader.offset == 3)
        }
    }

    @Test(arguments: 0...17)
    func `Bits behind the last are neither seen nor counted`(count: Int) throws {
        try reading([0xff, 0xff, 0xff]) { reader throws in
            let bitmap = try BitmapView(from: &reader, count: count)
            #expect(bitmap.setCount == count)
            #expect((-2..<30).filter { bitmap[$0] } == Array(0..<count))
            #expect(!bitmap[.max] && !bitmap[.min])
        }
    }

    @Test func `A cut bitmap is an error where it begins`() throws {
        try reading([0, 1, 2]) { reader throws in
            try reader.advance(1)
            #expect(throws: WireError(.truncated(needed: 3, available: 2), at: 1)) {
                _ = try BitmapView(from: &reader, count: 17)
            }
            #expect(reader.offset == 1)
        }
    }
}
