// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogEventEncodingTests {
    /// What decoding and writing `events` gives, inner ones left out.
    private static func written(_ events: [[UInt8]]) throws -> [[UInt8]] {
        var written: [[UInt8]] = []
        try decode(events) { event in
            guard !event.isInner else { return }
            var writer = WireWriter()
            try event.encode(into: &writer)
            written.append(writer.bytes)
        }
        return written
    }

    @Test func `every event of MySQL is written as it was read`() throws {
        let events = [
            MySQLVectors.formatDescription, MySQLVectors.previousGTIDs, MySQLVectors.gtidOfDDL,
            MySQLVectors.createTable,
            MySQLVectors.gtid, MySQLVectors.begin, MySQLVectors.rowsQuery, MySQLVectors.tableMap,
            MySQLVectors.writeRows,
            MySQLVectors.xid, MySQLVectors.taggedGTID, MySQLVectors.payload, MySQLVectors.tableMap,
            MySQLVectors.writeJSON, MySQLVectors.partialUpdate1, MySQLVectors.partialUpdate2, MySQLVectors.rotate,
            MySQLVectors.fakeRotate, MySQLVectors.heartbeat, MySQLVectors.heartbeatV2,
        ]
        #expect(try BinlogEventEncodingTests.written(events) == events)
    }

    @Test func `every event of MariaDB is written as it was read`() throws {
        let events = [
            MadeEvents.formatDescription(
                version: "11.8.6-MariaDB",
                lengths: MadeEvents.mariaDBLengths,
                checksum: .crc32
            ),
            MariaDBVectors.gtidList, MariaDBVectors.emptyGTIDList, MariaDBVectors.checkpoint,
            MariaDBVectors.startEncryption, MariaDBVectors.gtidOfDDL, MariaDBVectors.gtid,
            MariaDBVectors.gtidWithThread,
            MariaDBVectors.createTable, MariaDBVectors.annotateRows, MariaDBVectors.tableMap, MariaDBVectors.writeRows,
            MariaDBVectors.updateRows, MariaDBVectors.tableMap118, MariaDBVectors.writeRows118,
            MariaDBVectors.compressedTableMap, MariaDBVectors.writeCompressed, MariaDBVectors.updateCompressed,
            MariaDBVectors.queryCompressed,
        ]
        #expect(try BinlogEventEncodingTests.written(events) == events)
    }

    @Test func `a wrong checksum is right when the event is written anew`() throws {
        var damaged = MySQLVectors.xid
        damaged[30] ^= 0xff
        var options = BinlogDecoder.Options()
        options.verifiesChecksums = false
        var writer = WireWriter()
        try decode([MySQLVectors.formatDescription, damaged], options: options) { event in
            if event.header.type == .xid { try event.encode(into: &writer) }
        }
        #expect(writer.bytes == MySQLVectors.xid)
    }
}
