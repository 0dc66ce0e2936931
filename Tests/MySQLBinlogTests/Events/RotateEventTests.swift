// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct RotateEventTests {
    @Test(arguments: [(MySQLVectors.rotate, 4, "bin.000020"), (MySQLVectors.fakeRotate, 288, "bin.000022")])
    func `the next file is read and comes back`(event: [UInt8], offset: UInt64, file: String) throws {
        try reading(event.eventBody) { reader throws(WireError) in
            let rotate = try RotateEvent(from: &reader)
            #expect(rotate.nextOffset == offset)
            #expect(String(repairing: rotate.nextFile) == file)
            var writer = WireWriter()
            rotate.encode(into: &writer)
            #expect(writer.bytes == event.eventBody)
        }
    }

    @Test func `a cut offset is refused, the name runs to the end`() {
        let body = MySQLVectors.rotate.eventBody
        let unnoticed = unnoticedCuts(of: body) { reader throws(WireError) in _ = try RotateEvent(from: &reader) }
        #expect(unnoticed == Array(8..<body.count))
    }
}
