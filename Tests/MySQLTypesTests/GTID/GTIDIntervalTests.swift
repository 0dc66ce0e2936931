// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct GTIDIntervalTests {
    @Test(arguments: [
        (1, 1, "1", 1), (1, 97, "1-97", 97), (5, 6, "5-6", 2),
        (1, Int64.max - 1, "1-9223372036854775806", UInt64(Int64.max) - 1),
    ])
    func `An interval has a text and a count`(first: Int64, last: Int64, text: String, count: UInt64) throws {
        let interval = try #require(GTIDInterval(first, through: last))
        #expect(interval.description == text)
        #expect(interval.count == count)
        #expect(interval.contains(first) && interval.contains(last))
        #expect(!interval.contains(first - 1) && !interval.contains(last + 1))
    }

    @Test(arguments: [(2, 1), (0, 1), (-1, 1), (1, .max), (.min, .max)] as [(Int64, Int64)])
    func `Bounds out of order or out of range make no interval`(first: Int64, last: Int64) {
        #expect(GTIDInterval(first, through: last) == nil)
    }
}
