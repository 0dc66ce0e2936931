// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

struct OldTemporalCheckTests {
    /// A time of the old format between two numbers, in a table of `head`'s server.
    private static func events(_ type: UInt8, _ value: String, head: [UInt8] = MadeEvents.mariaDB) -> [[UInt8]] {
        let image = [UInt8](hex: "00 07 \(value) 08")
        return [
            head, MadeEvents.tableMap(types: [1, type, 1]),
            MadeEvents.rows(.writeRowsV1, columns: 3, bitmaps: [7], images: image),
        ]
    }

    @Test func `old times without fraction are read`() throws {
        #expect(try rows(of: OldTemporalCheckTests.events(11, "590a80")) == ["+ 0=7 1=-838:59:59 2=8"])
        #expect(
            try rows(of: OldTemporalCheckTests.events(12, "4063eaa230120000"))
                == ["+ 0=7 1=2000-01-01 00:00:00 2=8"]
        )
    }

    @Test(
        arguments: [
            // Values that no clock shows: the minutes of a TIME, the hour of a DATETIME; and rows that do not end.
            (11, "6f1700"), (12, "ffffffff00000000"), (11, "00000000"), (7, "0000000100"),
        ] as [(UInt8, String)]
    )
    func `what cannot be without a fraction is refused with its column`(type: UInt8, value: String) {
        let events = OldTemporalCheckTests.events(type, value)
        let position = UInt64(4 + events[0].count + events[1].count)
        #expect(refusal(of: events) == BinlogError(.ambiguousTemporal(column: 1), in: .writeRowsV1, at: position))
    }

    @Test func `a column of which the digits are told is read as told`() throws {
        var options = BinlogDecoder.Options()
        options.hints.set(.hiresTemporal(fractionalDigits: 2), database: "d", table: "t", column: "@2")
        let events = OldTemporalCheckTests.events(7, "000000010a")
        #expect(try rows(of: events, options: options) == ["+ 0=7 1=1970-01-01 00:00:01.10 2=8"])
    }

    @Test func `MySQL's old times have no fraction, so nothing is asked of them`() throws {
        let events = OldTemporalCheckTests.events(11, "6f1700", head: MadeEvents.mysql)
        #expect(try rows(of: events) == ["+ 0=7 1=00:59:99 2=8"])
    }
}
