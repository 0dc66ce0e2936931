// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLDateTests {
    private let form = StoredForm(
        decode: { (reader) throws(WireError) in try MySQLDate(from: &reader) },
        encode: { $0.encode(into: &$1) }
    )

    @Test(arguments: [
        ("5dd00f", "2024-02-29"), ("000000", "0000-00-00"), ("00d00f", "2024-00-00"), ("40d00f", "2024-02-00"),
        ("9f1f4e", "9999-12-31"), ("210000", "0000-01-01"), ("ffffff", "32767-15-31"),
    ])
    func `a date reads as the server's text and goes back to the same bytes`(hex: String, text: String) throws {
        try form.check(hex, text)
    }

    @Test
    func `HC-018 the zero date is a value of its own`() throws {
        #expect(try form.value([0, 0, 0]).isZero)
        #expect(try !form.value(storedBytes("00d00f")).isZero)
        #expect(!MySQLDate(year: 1970, month: 1, day: 1).isZero)
    }

    @Test
    func `any three bytes are read and written back`() throws {
        var numbers = RepeatableNumbers(state: 10)
        for _ in 0..<2000 {
            let bytes = numbers.bytes(3)
            #expect(try form.bytes(form.value(bytes)) == bytes)
        }
    }
}
