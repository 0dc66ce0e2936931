// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLTimestampTests {
    private func form(_ digits: Int) -> StoredForm<MySQLTimestamp> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLTimestamp(from: &reader, fractionalDigits: digits) },
            encode: { $0.encode(into: &$1) }
        )
    }

    private let old = StoredForm(
        decode: { (reader) throws(WireError) in try MySQLTimestamp(fromOld: &reader) },
        encode: { $0.encodeOld(into: &$1) }
    )

    private func hires(_ digits: Int) -> StoredForm<MySQLTimestamp> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLTimestamp(fromHires: &reader, fractionalDigits: digits) },
            encode: { $0.encodeHires(into: &$1) }
        )
    }

    private func epoch(_ value: MySQLTimestamp) -> String {
        var text = TextWriter()
        value.writeEpoch(to: &text)
        return text.string
    }

    @Test
    func `a timestamp reads as text in UTC and goes back to the same bytes`() throws {
        try form(0).check("65e11a7f", "2024-02-29 23:59:59")
        try old.check("7f1ae165", "2024-02-29 23:59:59")
        try hires(0).check("7f1ae165", "2024-02-29 23:59:59")
        try hires(1).check("65e11a7f 09", "2024-02-29 23:59:59.9")
        try hires(2).check("65e11a7f 09", "2024-02-29 23:59:59.09")
        try hires(3).check("65e11a7f 0009", "2024-02-29 23:59:59.009")
        try hires(4).check("65e11a7f 0009", "2024-02-29 23:59:59.0009")
        try hires(5).check("65e11a7f 000009", "2024-02-29 23:59:59.00009")
        try hires(6).check("65e11a7f 000009", "2024-02-29 23:59:59.000009")
        try form(0).check("ffffffff", "2106-02-07 06:28:15")
    }

    @Test
    func `HC-018 the zero timestamp is not the beginning of 1970`() throws {
        let zero = try form(0).check("00000000", "0000-00-00 00:00:00")
        #expect(zero.isZero)
        #expect(zero.dateTime().isZero)
        #expect(try form(6).check("00000000 000000", "0000-00-00 00:00:00.000000").isZero)
        #expect(try !form(0).check("00000001", "1970-01-01 00:00:01").isZero)
        #expect(try !form(1).check("00000000 0a", "1970-01-01 00:00:00.1").isZero)
    }

    @Test
    func `HC-021 a timestamp is an instant in UTC`() throws {
        // Written as 03:02:00.4 by a session at +08:00.
        let value = try form(3).check("58d02728 0fa0", "2017-03-20 19:02:00.400")
        #expect(value.seconds == 1_490_036_520)
        #expect(epoch(value) == "1490036520.400")
    }

    @Test(arguments: [
        (1, "65e11a7f 5a", "2024-02-29 23:59:59.9", "1709251199.9"),
        (2, "65e11a7f 5a", "2024-02-29 23:59:59.90", "1709251199.90"),
        (3, "5a000000 0fa0", "2017-11-06 06:24:00.400", "1509949440.400"),
        (4, "65e11a7f 0fa0", "2024-02-29 23:59:59.4000", "1709251199.4000"),
        (5, "65e11a7f 00000a", "2024-02-29 23:59:59.00001", "1709251199.00001"),
        (6, "65e11a7f 00000a", "2024-02-29 23:59:59.000010", "1709251199.000010"),
    ])
    func `HC-022 an odd number of digits is stored in one more and printed as declared`(
        digits: Int,
        hex: String,
        text: String,
        seconds: String
    ) throws {
        let value = try form(digits).check(hex, text)
        #expect(epoch(value) == seconds)
        #expect(MySQLTimestamp.storedSize(fractionalDigits: digits) == storedBytes(hex).count)
        #expect(MySQLTimestamp.hiresSize(fractionalDigits: digits) == storedBytes(hex).count)
    }

    @Test(arguments: [
        (951_825_600 as UInt32, "2000-02-29 12:00:00"), (4_107_542_399, "2100-02-28 23:59:59"),
        (4_107_542_400, "2100-03-01 00:00:00"), (2_147_483_648, "2038-01-19 03:14:08"),
        (68_256_000, "1972-03-01 00:00:00"),
    ])
    func `leap days are where the calendar has them`(seconds: UInt32, text: String) {
        #expect(MySQLTimestamp(seconds: seconds).description == text)
    }

    @Test
    func `every day that a timestamp can name follows the day before`() {
        var year = 1970
        var month = 1
        var day = 1
        for index in 0..<49_711 as Range<UInt32> {
            let date = MySQLTimestamp(seconds: index * 86_400, microseconds: 1).dateTime().date
            #expect(date == MySQLDate(year: UInt16(year), month: UInt8(month), day: UInt8(day)))
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            day += 1
            if day > length {
                day = 1
                month += 1
            }
            if month > 12 {
                month = 1
                year += 1
            }
        }
    }

    @Test
    func `without digits the epoch text has no point`() {
        #expect(epoch(MySQLTimestamp(seconds: 498_046_943)) == "498046943")
        #expect(
            epoch(MySQLTimestamp(seconds: 498_046_943, microseconds: 567_000, fractionalDigits: 3)) == "498046943.567"
        )
        #expect(epoch(MySQLTimestamp(seconds: 0, fractionalDigits: 2)) == "0.00")
    }

    @Test
    func `any bytes are read and written back`() throws {
        var numbers = RepeatableNumbers(state: 17)
        for digits in 0...6 {
            let size = try #require(MySQLTimestamp.storedSize(fractionalDigits: digits))
            for _ in 0..<500 {
                let bytes = numbers.bytes(size)
                #expect(try form(digits).bytes(form(digits).value(bytes)) == bytes)
                #expect(try hires(digits).bytes(hires(digits).value(bytes)) == bytes)
            }
        }
    }

    @Test(arguments: [-1, 7, 255, Int.min, Int.max])
    func `more than six digits are refused`(digits: Int) {
        form(digits).checkRefused([UInt8](repeating: 0x80, count: 16))
        hires(digits).checkRefused([UInt8](repeating: 0x80, count: 16))
        #expect(MySQLTimestamp.storedSize(fractionalDigits: digits) == nil)
    }
}
