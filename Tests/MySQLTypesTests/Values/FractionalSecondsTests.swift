// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct FractionalSecondsTests {
    @Test(arguments: [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)])
    func `two digits of fraction take a byte`(digits: Int, bytes: Int) {
        #expect(MySQLTime.storedSize(fractionalDigits: digits) == 3 + bytes)
        #expect(MySQLTimestamp.storedSize(fractionalDigits: digits) == 4 + bytes)
        #expect(MySQLDateTime.storedSize(fractionalDigits: digits) == 5 + bytes)
    }

    @Test(arguments: [
        (0, ""), (1, ".1"), (2, ".12"), (3, ".123"), (4, ".1234"), (5, ".12345"), (6, ".123456"), (7, ".123456"),
        (255, ".123456"),
    ])
    func `as many digits are printed as the column has, and never more than six`(digits: UInt8, text: String) {
        let time = MySQLTime(
            isNegative: true,
            hours: 1,
            minutes: 2,
            seconds: 3,
            microseconds: 123_456,
            fractionalDigits: digits
        )
        #expect(time.description == "-01:02:03" + text)
    }
}
