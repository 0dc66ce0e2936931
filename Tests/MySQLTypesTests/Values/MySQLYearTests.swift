// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLYearTests {
    private let form = StoredForm(
        decode: { (reader) throws(WireError) in try MySQLYear(from: &reader) },
        encode: { $0.encode(into: &$1) }
    )

    @Test(arguments: [("00", "0000", 0), ("01", "1901", 1901), ("7c", "2024", 2024), ("ff", "2155", 2155)])
    func `HC-023 the year 0 stays 0`(hex: String, text: String, year: Int) throws {
        #expect(try form.check(hex, text).year == year)
    }
}
