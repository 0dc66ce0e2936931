// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct CellReaderTests {
    /// One text column with this metadata, and its value.
    private static func text(_ type: UInt8, _ metadata: String, _ value: [UInt8]) throws -> [String] {
        let table = MadeEvents.tableMap(types: [type], metadata: [UInt8](hex: metadata))
        return try rows(of: [MadeEvents.mysql, table, MadeEvents.rows(columns: 1, bitmaps: [1], images: [0] + value)])
    }

    @Test func `HC-030 the declared length of a VARCHAR decides how its length is stored`() throws {
        #expect(try CellReaderTests.text(15, "0001", [UInt8](hex: "010061")) == ["+ 0='a'"])
        let full = [UInt8](repeating: 0x61, count: 255)
        #expect(try CellReaderTests.text(15, "ff00", [255] + full) == ["+ 0='\(String(repeating: "a", count: 255))'"])
    }

    @Test(arguments: ["e9", "b2e2cad4", "ffed", "80", "c3"])
    func `HC-031 bytes that are no UTF-8 are handed over as they are`(hex: String) throws {
        let value = [UInt8](hex: hex)
        #expect(try CellReaderTests.text(15, "0a00", [UInt8(value.count)] + value) == ["+ 0='x\(hex)'"])
    }

    @Test func `HC-040 a value that ends behind its event is told with its column and place`() {
        let table = MadeEvents.tableMap(types: [3, 252], metadata: [3])
        // 0x010203 bytes are announced, two are there.
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [UInt8](hex: "00 05000000 030201 6162"))
        let error = refusal(of: [MadeEvents.mysql, table, event])
        #expect(error?.position == UInt64(4 + MadeEvents.mysql.count + table.count))
        // Header, fixed part, count and bitmap take 31 bytes.
        let place = WireError(.truncated(needed: 0x01_0203, available: 2), at: 19 + 10 + 2 + 8)
        #expect(error?.kind == .malformedValue(place, column: 1))
    }

    @Test func `a length of 4 bytes with its highest bit set is refused`() {
        let table = MadeEvents.tableMap(types: [252], metadata: [4])
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [UInt8](hex: "00 ffffffff 61"))
        guard case .malformedValue(_, column: 0)? = refusal(of: [MadeEvents.mysql, table, event])?.kind else {
            Issue.record("it is not refused")
            return
        }
    }
}
