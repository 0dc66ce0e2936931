// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct AnnotateRowsEventTests {
    @Test func `HC-060 the statement behind the rows is read and comes back`() throws {
        let body = MariaDBVectors.annotateRows.eventBody
        reading(body) { reader in
            let event = AnnotateRowsEvent(from: &reader)
            #expect(String(repairing: event.sql) == "update w set b=null")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `HC-060 a statement in place of an event that was not asked for is a statement`() throws {
        let dummy =
            [UInt8](hex: "00000000 00000000 00 0000 0000 00") + Array("# Dummy event replacing event type 160".utf8)
        var seen: [String] = []
        try decode([MadeEvents.mariaDB, dummy.event(.query), [].event(.annotateRows)]) { event in
            if case .query(let query) = event.body { seen.append(String(repairing: query.sql)) }
            if case .annotateRows(let event) = event.body { seen.append("annotation of \(event.sql.count) bytes") }
        }
        #expect(seen == ["# Dummy event replacing event type 160", "annotation of 0 bytes"])
    }
}
