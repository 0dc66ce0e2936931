// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct ColumnTypeTests {
    /// Source: MySQL 9.7, `include/field_types.h`; MariaDB 11.8, `include/mysql_com.h`.
    private static let named: [(ColumnType, UInt8)] = [
        (.decimal, 0), (.tiny, 1), (.short, 2), (.long, 3), (.float, 4), (.double, 5), (.null, 6), (.timestamp, 7),
        (.longLong, 8), (.int24, 9), (.date, 10), (.time, 11), (.dateTime, 12), (.year, 13), (.newDate, 14),
        (.varchar, 15), (.bit, 16), (.timestamp2, 17), (.dateTime2, 18), (.time2, 19), (.typedArray, 20),
        (.blobCompressed, 140), (.varcharCompressed, 141), (.vector, 242), (.invalid, 243), (.bool, 244), (.json, 245),
        (.newDecimal, 246), (.enum, 247), (.set, 248), (.tinyBlob, 249), (.mediumBlob, 250), (.longBlob, 251),
        (.blob, 252), (.varString, 253), (.string, 254), (.geometry, 255),
    ]

    @Test
    func `every name stands for the number that the servers send`() {
        for (type, number) in Self.named { #expect(type.rawValue == number) }
        #expect(Set(Self.named.map(\.0)).count == Self.named.count)
    }

    @Test
    func `a number without a name is a value too`() {
        let unknown = ColumnType(rawValue: 200)
        #expect(unknown.rawValue == 200)
        #expect(Self.named.allSatisfy { $0.0 != unknown })
    }
}
