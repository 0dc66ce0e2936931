// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct CellRangeTests {
    @Test func `a range is kept, NULL is none`() {
        #expect(CellRange(3..<5)?.range == 3..<5)
        #expect(CellRange(7..<7)?.range == 7..<7)
        #expect(CellRange.null.range == nil)
        #expect(MemoryLayout<CellRange>.size == 8)
    }

    @Test func `what no packet is as long as has no place`() {
        #expect(CellRange(0..<Int(UInt32.max)) == nil)
        #expect(CellRange(Int(UInt32.max) + 1..<Int(UInt32.max) + 2) == nil)
        #expect(CellRange(-1..<2) == nil)
    }
}
