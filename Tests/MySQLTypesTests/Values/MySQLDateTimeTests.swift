// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLDateTimeTests {
    private func form(_ digits: Int) -> StoredForm<MySQLDateTime> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLDateTime(from: &reader, fractionalDigits: digits) },
            encode: { $0.encode(into: &$1) }
        )
    }

    private let old = StoredForm(
        decode: { (reader) throws(WireError) in try MySQLDateTime(fromOld: &reader) },
        encode: { $0.encodeOld(into: &$1) }
    )

    private func hires(_ digits: Int) -> StoredForm<MySQLDateTime> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLDateTime(fromHires: &reader, fractionalDigits: digits) },
            encode: { $0.encodeHires(into: &$1) }
        )
    }

    @Test(arguments: [
        (0, "99b2bb7efb", "2024-02-29 23:59:59"), (3, "99b2bb7efb 2706", "2024-02-29 23:59:59.999"),
        (6, "99b2bb7efb 0f423f", "2024-02-29 23:59:59.999999"), (0, "8000000000", "0000-00-00 00:00:00"),
        (0, "99b2000000", "2024-00-00 00:00:00"), (0, "8000420000", "0000-01-01 00:00:00"),
        (0, "fef3ff7efb", "9999-12-31 23:59:59"), (0, "ffffffffff", "10082-05-31 31:63:63"),
    ])
    func `a datetime reads as the server's text and goes back to the same bytes`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        try form(digits).check(hex, text)
        #expect(MySQLDateTime.storedSize(fractionalDigits: digits) == storedBytes(hex).count)
    }

    @Test
    func `HC-018 the zero datetime is a value of its own`() throws {
        for digits in 0...6 {
            let size = try #require(MySQLDateTime.storedSize(fractionalDigits: digits))
            let value = try form(digits).value([0x80] + [UInt8](repeating: 0, count: size - 1))
            #expect(value.isZero)
            #expect(value.date.isZero)
            #expect(value.description.hasPrefix("0000-00-00 00:00:00"))
        }
        #expect(try !form(0).value(storedBytes("8000420000")).isZero)
        #expect(try !form(2).value(storedBytes("8000000000 01")).isZero)
    }

    @Test
    func `HC-021 a datetime has no zone and is delivered as written`() throws {
        try form(3).check("999c2a3080 0fa0", "2017-03-21 03:02:00.400")
    }

    @Test(arguments: [
        (1, "99b2bb7efb 5a", "2024-02-29 23:59:59.9"), (2, "99b2bb7efb 5a", "2024-02-29 23:59:59.90"),
        (3, "99b2bb7efb 0fa0", "2024-02-29 23:59:59.400"), (4, "99b2bb7efb 0fa0", "2024-02-29 23:59:59.4000"),
        (5, "99b2bb7efb 00000a", "2024-02-29 23:59:59.00001"), (6, "99b2bb7efb 00000a", "2024-02-29 23:59:59.000010"),
    ])
    func `HC-022 an odd number of digits is stored in one more and printed as declared`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        try form(digits).check(hex, text)
    }

    @Test(arguments: [
        ("f77cac8b68120000", "2024-02-29 23:59:59"), ("7787d105f15a0000", "9999-12-31 23:59:59"),
        ("0000000000000000", "0000-00-00 00:00:00"),
    ])
    func `the old form reads as the server's text and goes back to the same bytes`(hex: String, text: String) throws {
        try old.check(hex, text)
        try hires(0).check(hex, text)
    }

    @Test(arguments: [
        (1, "00a965ae41ff", "2024-02-29 23:59:59.9"), (2, "069df8ce93ff", "2024-02-29 23:59:59.99"),
        (3, "00422bb811c7ff", "2024-02-29 23:59:59.999"), (4, "0295b530b1cfff", "2024-02-29 23:59:59.9999"),
        (5, "19d913e6f21fff", "2024-02-29 23:59:59.99999"), (6, "01027ac705753fff", "2024-02-29 23:59:59.999999"),
        (1, "000000000000", "0000-00-00 00:00:00.0"),
    ])
    func `MariaDB's own form reads as the server's text and goes back to the same bytes`(
        digits: Int,
        hex: String,
        text: String
    ) throws {
        try hires(digits).check(hex, text)
        #expect(MySQLDateTime.hiresSize(fractionalDigits: digits) == storedBytes(hex).count)
    }

    @Test
    func `any bytes are read and written back, or refused where a field has no room`() throws {
        var numbers = RepeatableNumbers(state: 18)
        for digits in 0...6 {
            let size = try #require(MySQLDateTime.storedSize(fractionalDigits: digits))
            let hiresSize = try #require(MySQLDateTime.hiresSize(fractionalDigits: digits))
            for _ in 0..<500 {
                var bytes = numbers.bytes(size)
                bytes[0] |= 0x80
                #expect(try form(digits).bytes(form(digits).value(bytes)) == bytes)
                bytes[0] &= 0x7f
                form(digits).checkRefused(bytes)
                var others = numbers.bytes(hiresSize)
                // Small ones too: most random numbers are years beyond any calendar.
                if Bool.random(using: &numbers) { others[0] = 0 }
                if let value = try? hires(digits).value(others) {
                    #expect(hires(digits).bytes(value) == others)
                } else {
                    hires(digits).checkRefused(others)
                }
            }
        }
        old.checkRefused([UInt8](repeating: 0xff, count: 8))
    }

    @Test(arguments: [-1, 7, 255, Int.min, Int.max])
    func `more than six digits are refused`(digits: Int) {
        form(digits).checkRefused([UInt8](repeating: 0x80, count: 16))
        hires(digits).checkRefused([UInt8](repeating: 0x00, count: 16))
        #expect(MySQLDateTime.storedSize(fractionalDigits: digits) == nil)
        #expect(MySQLDateTime.hiresSize(fractionalDigits: digits) == nil)
    }

    @Test
    func `fields that no calendar has are printed whole`() {
        let value = MySQLDateTime(
            year: 65_535,
            month: 255,
            day: 200,
            hour: 100,
            minute: 255,
            second: 199,
            microseconds: 4_294_967_295,
            fractionalDigits: 6
        )
        #expect(value.description == "65535-255-200 100:255:199.4294967295")
        _ = (form(6).bytes(value), hires(6).bytes(value), old.bytes(value))
    }
}
