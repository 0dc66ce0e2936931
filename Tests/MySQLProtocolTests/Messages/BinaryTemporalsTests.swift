// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct BinaryTemporalsTests {
    private func text(_ hex: String, _ type: ColumnType, digits: UInt8 = 0) throws(WireError) -> String {
        let bytes = [UInt8](hex: hex)
        switch try ResultCellView(
            binary: bytes.span,
            as: CellFormat(type: type, fractionalDigits: digits)
        ) {
        case .date(let value): return "\(value)"
        case .dateTime(let value): return "\(value)"
        case .time(let value): return "\(value)"
        case .null, .signed, .unsigned, .float, .double, .bytes: return "none"
        }
    }

    @Test func `a DATETIME has 0, 4, 7 or 11 bytes`() throws {
        #expect(try text("", .dateTime) == "0000-00-00 00:00:00")
        #expect(try text("e807 02 1d", .dateTime) == "2024-02-29 00:00:00")
        #expect(try text("e807 02 1d 17 3b 3a", .timestamp) == "2024-02-29 23:59:58")
        #expect(try text("e807 02 1d 17 3b 3a 40e20100", .dateTime, digits: 6) == "2024-02-29 23:59:58.123456")
        #expect(try text("e807 02 1d 17 3b 3a a0860100", .dateTime, digits: 3) == "2024-02-29 23:59:58.100")
    }

    @Test func `a DATE has 0 or 4 bytes, or no time of day`() throws {
        #expect(try text("", .date) == "0000-00-00")
        #expect(try text("e807 02 1d", .date) == "2024-02-29")
        #expect(try text("e807 02 1d 00 00 00", .date) == "2024-02-29")
        #expect(throws: WireError.self) { try text("e807 02 1d 01 00 00", .date) }
    }

    @Test func `a TIME has 0, 8 or 12 bytes, and days`() throws {
        #expect(try text("", .time) == "00:00:00")
        #expect(try text("01 22000000 16 3b 3b", .time) == "-838:59:59")
        #expect(try text("00 00000000 01 02 03 40e20100", .time, digits: 6) == "01:02:03.123456")
    }

    @Test(arguments: [1, 2, 3, 5, 6, 8, 9, 10, 12, 13, 255]) func `another length is an error`(_ count: Int) {
        let zeros = String(repeating: "00", count: count)
        #expect(throws: WireError(.invalidValue(UInt64(count)), at: 0)) { try text(zeros, .dateTime) }
    }

    @Test func `what no field can hold is an error`() {
        // More days than hours of 16 bits have, a sign that is none, a second of microseconds.
        #expect(throws: WireError(.invalidValue(0xffff_ffff), at: 1)) { try text("00 ffffffff 00 00 00", .time) }
        #expect(throws: WireError(.invalidValue(2), at: 0)) { try text("02 00000000 00 00 00", .time) }
        #expect(throws: WireError(.invalidValue(1_000_000), at: 8)) {
            try text("00 00000000 00 00 00 40420f00", .time)
        }
        #expect(throws: WireError(.invalidValue(1_000_000), at: 7)) {
            try text("e807 02 1d 00 00 00 40420f00", .dateTime)
        }
    }
}
