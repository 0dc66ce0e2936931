// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLTimeTests {
    private func form(_ digits: Int) -> StoredForm<MySQLTime> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLTime(from: &reader, fractionalDigits: digits) },
            encode: { $0.encode(into: &$1) }
        )
    }

    private let old = StoredForm(
        decode: { (reader) throws(WireError) in try MySQLTime(fromOld: &reader) },
        encode: { $0.encodeOld(into: &$1) }
    )

    private func hires(_ digits: Int) -> StoredForm<MySQLTime> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLTime(fromHires: &reader, fractionalDigits: digits) },
            encode: { $0.encodeHires(into: &$1) }
        )
    }

    @Test(arguments: [
        (0, "7fffff", "-00:00:01"), (0, "b46efb", "838:59:59"), (0, "4b9105", "-838:59:59"), (0, "800000", "00:00:00"),
        (1, "7ffffe f6", "-00:00:01.1"), (2, "7ffffe ff", "-00:00:01.01"), (2, "7fffff ff", "-00:00:00.01"),
        (3, "7ffffe fff6", "-00:00:01.001"), (4, "7ffffe ffff", "-00:00:01.0001"),
        (6, "7ffffe ffffff", "-00:00:01.000001"), (6, "7fffff ffffff", "-00:00:00.000001"),
        (3, "80c8b8 1ed2", "12:34:56.789"), (6, "800000 000000", "00:00:00.000000"),
        (5, "800000 000001", "00:00:00.00000"),
    ])
    func `a time reads as the server's text and goes back to the same bytes`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        try form(digits).check(hex, text)
        #expect(MySQLTime.storedSize(fractionalDigits: digits) == storedBytes(hex).count)
    }

    @Test(arguments: [
        (0, "7efdfc", "-16:08:04"), (3, "7efdfb f63c", "-16:08:04.250"), (6, "7efdfb fc2f70", "-16:08:04.250000"),
        (6, "7efdfb ffd875", "-16:08:04.010123"),
    ])
    func `HC-014 a negative time takes its sign once, whole and fraction together`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        #expect(try form(digits).check(hex, text).isNegative)
    }

    @Test
    func `HC-016 the old time keeps its sign`() throws {
        try old.check("590a80", "-838:59:59")
        try old.check("c01dfe", "-12:34:56")
        try old.check("a7f57f", "838:59:59")
        try old.check("000000", "00:00:00")
        try old.check("000080", "-838:86:08")
    }

    @Test
    func `HC-017 a time is a duration and not cut to a day`() throws {
        let value = try form(6).check("8577ee 09fbf1", "87:31:46.654321")
        #expect(value.hours == 87)
        #expect(try form(0).value(storedBytes("b46efb")).hours == 838)
    }

    @Test(arguments: [
        (1, "01cce060", "00:00:00.0"), (1, "01c5f6f9", "-12:34:56.7"), (1, "01d3c9c7", "12:34:56.7"),
        (2, "1200c3bf", "-00:00:00.01"), (2, "1200c3c1", "00:00:00.01"), (3, "0000000001", "-838:59:59.999"),
        (6, "057e7bbcf7ff", "838:59:59.999999"), (6, "02b4b1f855ec", "-12:34:56.789012"), (0, "c01dfe", "-12:34:56"),
    ])
    func `MariaDB's own form reads as the server's text and goes back to the same bytes`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        try hires(digits).check(hex, text)
        #expect(MySQLTime.hiresSize(fractionalDigits: digits) == storedBytes(hex).count)
    }

    @Test
    func `every precision of MariaDB's own form holds the ends of its range`() throws {
        for digits in 1...6 {
            var unit: UInt32 = 1
            for _ in digits..<6 { unit *= 10 }
            for isNegative in [false, true] {
                let value = MySQLTime(
                    isNegative: isNegative,
                    hours: 838,
                    minutes: 59,
                    seconds: 59,
                    microseconds: 1_000_000 - unit,
                    fractionalDigits: UInt8(digits)
                )
                let bytes = hires(digits).bytes(value)
                #expect(bytes.count == MySQLTime.hiresSize(fractionalDigits: digits))
                #expect(try hires(digits).value(bytes) == value)
                #expect(bytes.allSatisfy { $0 == 0 } == false)
            }
        }
    }

    @Test
    func `any bytes are read and written back, or refused where hours have no room`() throws {
        var numbers = RepeatableNumbers(state: 11)
        for digits in 0...6 {
            let size = try #require(MySQLTime.storedSize(fractionalDigits: digits))
            let hiresSize = try #require(MySQLTime.hiresSize(fractionalDigits: digits))
            for edge in [[UInt8](repeating: 0, count: size), [UInt8](repeating: 0xff, count: size)] {
                #expect(try form(digits).bytes(form(digits).value(edge)) == edge)
            }
            for _ in 0..<500 {
                let bytes = numbers.bytes(size)
                #expect(try form(digits).bytes(form(digits).value(bytes)) == bytes)
                let others = numbers.bytes(hiresSize)
                if let value = try? hires(digits).value(others) {
                    #expect(hires(digits).bytes(value) == others)
                } else {
                    hires(digits).checkRefused(others)
                }
            }
        }
    }

    @Test(arguments: [-1, 7, 255, Int.min, Int.max])
    func `more than six digits are refused`(digits: Int) {
        form(digits).checkRefused([UInt8](repeating: 0x80, count: 16))
        hires(digits).checkRefused([UInt8](repeating: 0x80, count: 16))
        #expect(MySQLTime.storedSize(fractionalDigits: digits) == nil)
        #expect(MySQLTime.hiresSize(fractionalDigits: digits) == nil)
    }

    @Test
    func `digits beyond six in a value made by hand count as six`() {
        let value = MySQLTime(
            isNegative: false,
            hours: 1,
            minutes: 2,
            seconds: 3,
            microseconds: 4,
            fractionalDigits: 200
        )
        #expect(value.description == "01:02:03.000004")
        #expect(form(6).bytes(value) == storedBytes("801083 000004"))
        #expect(hires(6).bytes(value).count == 6)
    }
}
