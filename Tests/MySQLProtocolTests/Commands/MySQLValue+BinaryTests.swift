// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct MySQLValueBinaryTests {
    /// A value, and the bytes of its binary form.
    struct Example: Sendable {
        let value: MySQLValue
        let hex: String
    }

    static let examples: [Example] = [
        Example(value: .null, hex: ""),
        Example(value: .signed(-2), hex: "feffffffffffffff"),
        Example(value: .unsigned(.max), hex: "ffffffffffffffff"),
        Example(value: .float(1.5), hex: "0000c03f"),
        Example(value: .double(-1.5), hex: "000000000000f8bf"),
        Example(value: .text("\u{e4}"), hex: "02c3a4"),
        Example(value: .bytes([0, 0xff]), hex: "0200ff"),
        Example(value: .date(MySQLDate(year: 2024, month: 2, day: 29)), hex: "04e807021d"),
        Example(value: .date(MySQLDate(year: 0, month: 0, day: 0)), hex: "00"),
        Example(value: .dateTime(dateTime(hour: 0)), hex: "04e807021d"),
        Example(value: .dateTime(dateTime(hour: 23)), hex: "07e807021d170000"),
        Example(value: .dateTime(dateTime(hour: 0, microseconds: 1)), hex: "0be807021d00000001000000"),
        Example(value: .time(time(hours: 0)), hex: "00"),
        Example(value: .time(time(hours: 838)), hex: "080122000000160000"),
        Example(value: .time(time(hours: 1, microseconds: 500_000)), hex: "0c010000000001000020a10700"),
    ]

    private static func dateTime(hour: UInt8, microseconds: UInt32 = 0) -> MySQLDateTime {
        MySQLDateTime(
            year: 2024,
            month: 2,
            day: 29,
            hour: hour,
            minute: 0,
            second: 0,
            microseconds: microseconds,
            fractionalDigits: 6
        )
    }

    private static func time(hours: UInt16, microseconds: UInt32 = 0) -> MySQLTime {
        MySQLTime(
            isNegative: hours > 0,
            hours: hours,
            minutes: 0,
            seconds: 0,
            microseconds: microseconds,
            fractionalDigits: 6
        )
    }

    @Test(arguments: examples) func `a value is written in as few bytes as it takes`(_ example: Example) throws {
        let value = example.value
        let bytes = encoded { value.encode(into: &$0) }
        #expect(bytes.hex == example.hex)
        let read = try reading(bytes) { reader throws(WireError) in
            try MySQLValue(from: &reader, type: value.type, isUnsigned: value.isUnsigned)
        }
        #expect(read == value)
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in
            try MySQLValue(from: &reader, type: value.type, isUnsigned: value.isUnsigned)
        }
        #expect(cuts == [])
    }

    @Test func `a DECIMAL travels as text`() throws {
        let value = MySQLValue.decimal(try #require(MySQLDecimal("-12.50", precision: 10, scale: 2)))
        let bytes = encoded { value.encode(into: &$0) }
        #expect(bytes.hex == "06" + Array("-12.50".utf8).hex)
        let read = try reading(bytes) { reader throws(WireError) in
            try MySQLValue(from: &reader, type: .newDecimal, isUnsigned: false)
        }
        guard case .decimal(let decimal) = read else {
            Issue.record("\(read)")
            return
        }
        #expect(decimal.description == "-12.50")
        for text in ["", "-", "1e5", "..", "0x1"] {
            let bytes = encoded { $0.lengthEncodedText(text) }
            let error = wireError(bytes) { reader throws(WireError) in
                try MySQLValue(from: &reader, type: .newDecimal, isUnsigned: false)
            }
            #expect(error != nil, "\(text)")
        }
    }
}
