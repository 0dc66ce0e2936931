// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct MySQLDecimalTextTests {
    @Test(arguments: [
        "", "-", "+", ".", "-.", "1e5", "0x1", " 1", "1 ", "1,5", "--1", "1.2.3", "100", "1.234", "-100.00", "\u{0661}",
    ])
    func `text that is no number or does not fit gives nil`(text: String) {
        #expect(MySQLDecimal(text, precision: 4, scale: 2) == nil)
    }

    @Test(arguments: [
        ("+1.5", "1.50"), (".5", "0.50"), ("5.", "5.00"), ("0001", "1.00"), ("1.2500000", "1.25"), ("-.05", "-0.05"),
        ("-0.000", "0.00"), ("99.99", "99.99"),
    ])
    func `text may leave out and add zeros`(text: String, expected: String) {
        #expect(MySQLDecimal(text, precision: 4, scale: 2)?.description == expected)
        #expect(MySQLDecimal(text[...], precision: 4, scale: 2)?.description == expected)
    }

    @Test(arguments: [
        ("9223372036854775807", Int64.max), ("9223372036854775808", nil), ("-9223372036854775808", Int64.min),
        ("-9223372036854775809", nil), ("99999999999999999999", nil), ("18446744073709551616", nil), ("-1", -1),
    ])
    func `the number without its point is there when 64 bits hold it`(text: String, expected: Int64?) throws {
        #expect(try #require(MySQLDecimal(text, precision: 20, scale: 0)).unscaled == expected)
    }
}
