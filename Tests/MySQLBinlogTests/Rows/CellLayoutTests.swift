// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct CellLayoutTests {
    /// A column's type byte and metadata, a value's bytes, and what it is.
    private static let cells: [(type: UInt8, metadata: String, value: String, text: String)] = [
        (1, "", "ff", "-1"), (2, "", "0080", "-32768"), (9, "", "ffff7f", "8388607"), (9, "", "000080", "-8388608"),
        (3, "", "ffffffff", "-1"), (8, "", "0000000000000080", "-9223372036854775808"),
        (4, "04", "0000c03f", "1.5"), (5, "08", "000000000000f8bf", "-1.5"),
        (246, "0b04", "7fffffc6fb2d", "-57.1234"),
        (16, "0401", "0abc", "101010111100"), (16, "0100", "01", "1"),
        (13, "", "00", "0000"), (13, "", "ff", "2155"), (10, "", "5fc40f", "2018-02-31"),
        (19, "00", "7efdfc", "-16:08:04"), (19, "03", "7efdfbf63c", "-16:08:04.250"),
        (18, "00", "999e3d7efb", "2017-11-30 23:59:59"), (18, "06", "999e3d7efb0f423f", "2017-11-30 23:59:59.999999"),
        (17, "00", "00000000", "0000-00-00 00:00:00"), (17, "03", "5a0000000fa0", "2017-11-06 06:24:00.400"),
        (11, "", "590a80", "-838:59:59"),
        (12, "", "4063eaa230120000", "2000-01-01 00:00:00"),
        (7, "", "00000000", "0000-00-00 00:00:00"),
        (254, "f701", "02", "enum 2"), (254, "f702", "0101", "enum 257"), (247, "f702", "0101", "enum 257"),
        (254, "f808", "ffffffffffffffff", "set 18446744073709551615"),
        (15, "ff00", "0161", "'a'"), (253, "0a00", "00", "''"), (254, "fe04", "026869", "'hi'"),
        (252, "01", "0161", "'a'"), (252, "02", "010061", "'a'"), (252, "03", "01000061", "'a'"),
        (252, "04", "0100000061", "'a'"), (249, "01", "0161", "'a'"), (250, "03", "01000061", "'a'"),
        (251, "04", "0100000061", "'a'"),
        (245, "04", "020000000401", "json true"), (245, "04", "00000000", "json null"),
        (255, "04", "020000000102", "geometry x'0102'"), (242, "04", "040000000000803f", "vector x'0000803f'"),
        (140, "02", "0200" + "0073", "compressed 's'"), (141, "c800", "020073", "compressed 's'"),
        (141, "0001", "02000073", "compressed 's'"), (6, "", "", "NULL"),
    ]

    @Test(arguments: cells.indices)
    func `each type has its layout`(index: Int) throws {
        let cell = CellLayoutTests.cells[index]
        let table = MadeEvents.tableMap(types: [cell.type, 1], metadata: [UInt8](hex: cell.metadata))
        // A byte behind the value shows where the value ends.
        let image = [0] + [UInt8](hex: cell.value) + [7]
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: image)
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+ 0=\(cell.text) 1=7"])
    }

    @Test(arguments: cells.indices)
    func `each value comes back, and is refused where it is cut`(index: Int) throws {
        let cell = CellLayoutTests.cells[index]
        let table = MadeEvents.tableMap(types: [1, cell.type], metadata: [UInt8](hex: cell.metadata))
        let image = [0, 7] + [UInt8](hex: cell.value)
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: image)
        var written: [UInt8] = []
        try decode([MadeEvents.mysql, table, event]) { event in
            var writer = WireWriter()
            try event.encode(into: &writer)
            written = writer.bytes
        }
        #expect(written == event)
        for count in 1..<image.count {
            let cut = MadeEvents.rows(columns: 2, bitmaps: [3], images: Array(image[..<count]))
            let error = refusal(of: [MadeEvents.mysql, table, cut])
            #expect(error?.position == 4 + UInt64(MadeEvents.mysql.count + table.count))
            guard case .malformedValue(_, let column)? = error?.kind else {
                Issue.record("cut at \(count): \(error as Any)")
                continue
            }
            #expect(column == (count == 1 ? 0 : 1))
        }
    }

    @Test(arguments: [
        (4, "05"), (5, "04"), (246, "5000"), (246, "0203"), (16, "0009"), (16, "0000"), (19, "07"), (18, "07"),
        (17, "ff"), (254, "f703"), (254, "f809"), (254, "f800"), (252, "05"), (252, "00"), (243, ""), (99, ""),
    ])
    func `a type that no server writes is refused with its table's rows`(type: UInt8, metadata: String) {
        let table = MadeEvents.tableMap(types: [3, type], metadata: [UInt8](hex: metadata))
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [0, 1, 0, 0, 0, 1])
        let error = refusal(of: [MadeEvents.mysql, table, event])
        guard case .unsupportedColumn(_, index: 1)? = error?.kind else {
            Issue.record("\(error as Any)")
            return
        }
        // The table map itself is fine: who does not want the rows can go on.
        #expect(refusal(of: [MadeEvents.mysql, table]) == nil)
    }

    @Test func `HC-007 a SET of many members is a mask, lowest byte first`() throws {
        let table = MadeEvents.tableMap(types: [254], metadata: [UInt8](hex: "f803"))
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [UInt8](hex: "00 810101"))
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+ 0=set 65921"])
    }

    @Test func `HC-009 a SET is a mask, not the number of a label`() throws {
        let table = MadeEvents.tableMap(types: [254], metadata: [UInt8](hex: "f801"))
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 5])
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+ 0=set 5"])
    }

    @Test func `HC-010 an ENUM value that was none has number 0`() throws {
        let table = MadeEvents.tableMap(
            types: [254],
            metadata: [UInt8](hex: "f701"),
            optional: [UInt8](hex: "06 05 02 01 61 01 62")
        )
        let event = MadeEvents.rows(columns: 1, bitmaps: [1], images: [0, 0])
        #expect(try rows(of: [MadeEvents.mysql, table, event]) == ["+ 0=enum 0"])
    }

    @Test func `HC-026 where the servers' tools are wrong the stored value counts`() throws {
        let table = MadeEvents.tableMap(types: [13, 254, 245, 255], metadata: [UInt8](hex: "f803 04 04"))
        let values = "00" + "810109" + "030000000c0178" + "0500000000000000ff"
        let event = MadeEvents.rows(columns: 4, bitmaps: [15], images: [0] + [UInt8](hex: values))
        #expect(
            try rows(of: [MadeEvents.mysql, table, event])
                == ["+ 0=0000 1=set 590209 2=json \"x\" 3=geometry x'00000000ff'"]
        )
    }

    @Test func `HC-039 a type that cannot be read is told with its column and place`() {
        let table = MadeEvents.tableMap(types: [3, 0])
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [0] + Array("    37.00".utf8))
        let position = UInt64(4 + MadeEvents.mysql.count + table.count)
        #expect(
            refusal(of: [MadeEvents.mysql, table, event])
                == BinlogError(.unsupportedColumn(type: .decimal, index: 1), in: .writeRows, at: position)
        )
    }

    @Test func `HC-049 JSON of MariaDB is text`() throws {
        let table = MadeEvents.tableMap(types: [252], metadata: [4])
        let event = MadeEvents.rows(
            .writeRowsV1,
            columns: 1,
            bitmaps: [1],
            images: [UInt8](hex: "00 07000000") + Array("{\"a\":1}".utf8)
        )
        #expect(try rows(of: [MadeEvents.mariaDB, table, event]) == ["+ 0='{\"a\":1}'"])
    }
}
