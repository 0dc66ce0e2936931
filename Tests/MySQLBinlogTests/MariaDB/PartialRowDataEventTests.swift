// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct PartialRowDataEventTests {
    private static let rows = MadeEvents.rows(.writeRowsV1, columns: 1, bitmaps: [1], images: [0, 5, 0, 0, 0])
    private static let table = MadeEvents.tableMap(types: [3])

    /// The rows event cut into parts of these sizes.
    private static func fragments(_ sizes: [Int]) -> [[UInt8]] {
        var start = 0
        return sizes.enumerated().map { index, size in
            var writer = WireWriter()
            writer.uint32(UInt32(sizes.count))
            writer.uint32(UInt32(index + 1))
            writer.uint8(index == 0 ? 1 : 0)
            if index == 0 { writer.uint64(UInt64(rows.count)) }
            writer.array(Array(rows[start..<min(rows.count, start + size)]))
            start = min(rows.count, start + size)
            return writer.bytes.event(.partialRowData)
        }
    }

    @Test func `a fragment is read and comes back`() throws {
        let body = Array(PartialRowDataEventTests.fragments([10, 40])[0][19...])
        try reading(body) { reader throws(WireError) in
            let event = try PartialRowDataEvent(from: &reader)
            #expect(event.fragmentCount == 2)
            #expect(event.fragmentNumber == 1)
            #expect(event.originalSize == UInt64(PartialRowDataEventTests.rows.count))
            #expect(event.fragment.count == 10)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try PartialRowDataEvent(from: &reader) }
        #expect(unnoticedCuts(of: body, decode) == Array(17..<body.count))
        #expect(wireError([UInt8](hex: "01000000 02000000 00"), decode) == WireError(.invalidValue(2), at: 4))
        #expect(wireError([UInt8](hex: "01000000 00000000 00"), decode) == WireError(.invalidValue(0), at: 4))
    }

    @Test(arguments: [[45], [20, 25], [1, 1, 43], [0, 45]])
    func `HC-069 the fragments of a rows event are put together`(sizes: [Int]) throws {
        let events = [MadeEvents.mariaDB, PartialRowDataEventTests.table] + PartialRowDataEventTests.fragments(sizes)
        #expect(try MySQLBinlogTests.rows(of: events) == ["+ 0=5"])
    }

    @Test func `HC-069 a fragment that is missing is told`() {
        let fragments = PartialRowDataEventTests.fragments([20, 10, 15])
        let head = [MadeEvents.mariaDB, PartialRowDataEventTests.table]
        #expect(
            refusal(of: head + [fragments[0], fragments[2]])?.kind == .fragmentOutOfOrder(expected: 2, found: 3)
        )
        #expect(refusal(of: head + [fragments[1]])?.kind == .fragmentOutOfOrder(expected: 1, found: 2))
    }

    @Test func `HC-069 what the fragments hold must be a whole event`() {
        let head = [MadeEvents.mariaDB, PartialRowDataEventTests.table]
        #expect(refusal(of: head + PartialRowDataEventTests.fragments([20, 10]))?.kind == .malformedPayload)
    }
}
