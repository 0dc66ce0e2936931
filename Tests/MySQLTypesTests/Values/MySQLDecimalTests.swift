// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLDecimalTests {
    private func form(_ precision: Int, _ scale: Int) -> StoredForm<MySQLDecimal> {
        StoredForm(
            decode: { (reader) throws(WireError) in
                try MySQLDecimal(from: &reader, precision: precision, scale: scale)
            },
            encode: { $0.encode(into: &$1) }
        )
    }

    /// Rows of a MySQL 9.7 server.
    @Test(arguments: [
        (10, 4, "999999.9999", "8f423f 270f"),
        (10, 4, "-0.0001", "7fffff fffe"),
        (10, 4, "-1234.5678", "7ffb2d e9d1"),
        (5, 0, "-99999", "7e7960"),
        (1, 1, "0.5", "85"),
        (1, 1, "-0.9", "76"),
        (1, 0, "7", "87"),
        (4, 2, "12.34", "8c22"),
        (4, 2, "-0.05", "7ffa"),
        (18, 9, "-1.000000001", "7ffffffe fffffffe"),
        (9, 9, "-0.999999999", "44653600"),
        (5, 3, "-12.345", "73fea6"),
        (3, 2, "1.25", "8119"),
        (
            65, 30, "-12345678901234567890123456789012345.123456789012345678901234567890",
            "7f439eb1ca484078caf1cb3fd0f8a086f8a432eaff439eb1ca484078fc85"
        ),
    ])
    func `a packed number reads as the server's text and packs to the same bytes`(
        precision: Int,
        scale: Int,
        text: String,
        hex: String
    ) throws {
        let value = try form(precision, scale).check(hex, text)
        #expect(MySQLDecimal(text, precision: precision, scale: scale) == value)
        #expect(MySQLDecimal.packedSize(precision: precision, scale: scale) == storedBytes(hex).count)
    }

    @Test
    func `HC-003 negative decimals keep their sign`() throws {
        let value = try form(11, 4).check("7fffffc6fb2d", "-57.1234")
        #expect(value.isNegative)
        #expect(value.unscaled == -571_234)
    }

    @Test
    func `HC-005 a decimal cut anywhere is an error and never another number`() throws {
        // Every prefix is tried by the check, with every byte behind it that could be mistaken for the sign.
        try form(11, 4).check("80000039 04d2", "57.1234")
        try form(11, 4).check("7fffffc6fb2d", "-57.1234")
        try form(20, 10).check("7fffffffffffffffff fe", "-0.0000000001")
    }

    @Test
    func `HC-006 decimals are exact to the last of 65 digits`() throws {
        try form(65, 30).check(
            "8012d687350e34c02f075f79287735f20000" + String(repeating: "00", count: 12),
            "1234567890123456789012345678901234.000000000000000000000000000000"
        )
        try form(14, 3).check("1cc4653600fc18", "-99999999999.999")
    }

    @Test
    func `every precision and scale holds its largest numbers and zero`() throws {
        for precision in 1...65 {
            for scale in 0...min(precision, 30) {
                let whole = String(repeating: "9", count: precision - scale)
                let digits =
                    (whole.isEmpty ? "0" : whole) + (scale > 0 ? "." + String(repeating: "9", count: scale) : "")
                for text in [digits, "-" + digits] {
                    let value = try #require(MySQLDecimal(text, precision: precision, scale: scale))
                    #expect(value.description == text)
                    let packed = form(precision, scale).bytes(value)
                    #expect(packed.count == MySQLDecimal.packedSize(precision: precision, scale: scale))
                    #expect(try form(precision, scale).value(packed) == value)
                }
                let zero = try #require(MySQLDecimal("-0", precision: precision, scale: scale))
                #expect(!zero.isNegative)
                #expect(zero.isZero)
                #expect(zero.unscaled == 0)
                #expect(zero.description == (scale > 0 ? "0." + String(repeating: "0", count: scale) : "0"))
                #expect(form(precision, scale).bytes(zero).first == 0x80)
            }
        }
    }

    @Test
    func `random digits survive text, bytes and back`() throws {
        var numbers = RepeatableNumbers(state: 6)
        for _ in 0..<2000 {
            let precision = Int.random(in: 1...65, using: &numbers)
            let scale = Int.random(in: 0...min(precision, 30), using: &numbers)
            var text = (0..<precision).map { _ in String(Int.random(in: 0...9, using: &numbers)) }.joined()
            var whole = String(text.prefix(precision - scale).drop { $0 == "0" })
            if whole.isEmpty { whole = "0" }
            text = scale > 0 ? whole + "." + text.suffix(scale) : whole
            if text.contains(where: { $0 != "0" && $0 != "." }), Bool.random(using: &numbers) { text = "-" + text }
            let value = try #require(MySQLDecimal(text, precision: precision, scale: scale))
            #expect(value.description == text)
            #expect(try form(precision, scale).value(form(precision, scale).bytes(value)) == value)
        }
    }

    @Test(arguments: [(0, 0), (-1, 0), (66, 0), (31, 31), (5, 6), (5, -1), (Int.max, Int.min), (Int.min, Int.max)])
    func `a precision or scale that no column can have is refused`(precision: Int, scale: Int) {
        #expect(MySQLDecimal.packedSize(precision: precision, scale: scale) == nil)
        #expect(MySQLDecimal("0", precision: precision, scale: scale) == nil)
        form(precision, scale).checkRefused([UInt8](repeating: 0x80, count: 40))
    }

    @Test(arguments: [
        (1, 0, "8a"), (2, 0, "e4"), (4, 2, "8064"), (9, 0, "bb9aca00"), (9, 0, "ffffffff"),
        (18, 9, "80000000 3b9aca00"),
        (18, 9, "80000001 ffffffff"), (3, 3, "83e8"), (10, 4, "8f4240 0000"), (10, 4, "000000 0000"),
    ])
    func `a group with more digits than it has room for is refused`(precision: Int, scale: Int, hex: String) {
        form(precision, scale).checkRefused(storedBytes(hex))
    }

    @Test
    func `a zero that the bytes call negative has no sign in its text and keeps its bytes`() throws {
        try form(4, 2).check("7fff", "0.00")
    }

    @Test
    func `numbers are equal when sign, precision, scale and digits are`() throws {
        let number = try #require(MySQLDecimal("1.50", precision: 10, scale: 2))
        let same = try #require(MySQLDecimal("1.5", precision: 10, scale: 2))
        #expect(number == same)
        #expect(Set([number, same]).count == 1)
        #expect(number != MySQLDecimal("-1.50", precision: 10, scale: 2))
        #expect(number != MySQLDecimal("1.51", precision: 10, scale: 2))
        #expect(number != MySQLDecimal("1.50", precision: 11, scale: 2))
        #expect(number != MySQLDecimal("1.50", precision: 10, scale: 3))
        #expect(number.unscaled == 150)
    }
}
