// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogDecoderTests {
    private static let rotate = [UInt8](hex: "0400000000000000") + Array("bin.000002".utf8)

    @Test func `every event of the vectors is accepted, with its checksum`() throws {
        let events = [
            MySQLVectors.formatDescription, MySQLVectors.previousGTIDs, MySQLVectors.gtidOfDDL,
            MySQLVectors.createTable,
            MySQLVectors.gtid, MySQLVectors.begin, MySQLVectors.rowsQuery, MySQLVectors.tableMap,
            MySQLVectors.writeRows,
            MySQLVectors.xid, MySQLVectors.taggedGTID, MySQLVectors.payload, MySQLVectors.tableMap,
            MySQLVectors.writeJSON, MySQLVectors.partialUpdate1, MySQLVectors.partialUpdate2, MySQLVectors.rotate,
            MySQLVectors.fakeRotate, MySQLVectors.heartbeat, MySQLVectors.heartbeatV2,
        ]
        var count = 0
        try decode(events) { event in
            #expect((event.checksum == nil) == event.isInner)
            count += 1
        }
        #expect(count == events.count + 5)
    }

    @Test func `HC-073 without a format description nothing can be read`() {
        let event = BinlogDecoderTests.rotate.event(.rotate)
        #expect(refusal(of: [event]) == BinlogError(.noFormatDescription, in: .rotate, at: 4))
    }

    @Test func `HC-073 less than a header is no event`() {
        for count in 0..<19 {
            let event = Array(MadeEvents.mysql[..<count])
            #expect(refusal(of: [event]) == BinlogError(.truncatedHeader(present: count), at: 4))
        }
    }

    @Test func `HC-067 unknown types are refused unless they may be ignored`() throws {
        let type = EventType(rawValue: 100)
        let event = [UInt8](hex: "0102").event(type)
        let position = UInt64(4 + MadeEvents.mysql.count)
        #expect(refusal(of: [MadeEvents.mysql, event]) == BinlogError(.unknownEvent(type), in: type, at: position))
        #expect(refusal(of: [MadeEvents.mysql, [UInt8](hex: "0102").event(type, flags: .ignorable)]) == nil)
        var options = BinlogDecoder.Options()
        options.keepsUnknownEvents = true
        var kept: [UInt8] = []
        try decode([MadeEvents.mysql, event], options: options) { event in
            if case .unknown(let bytes) = event.body { kept = [UInt8](copying: bytes) }
        }
        #expect(kept == [1, 2])
    }

    @Test func `HC-075 events made for a stream are checked as the format description before them says`() throws {
        var files: [String] = []
        let look = { (event: borrowing BinlogEvent) in
            if case .rotate(let rotate) = event.body { files.append(String(repairing: rotate.nextFile)) }
        }
        let checked = BinlogDecoderTests.rotate.event(.rotate, checksum: true, flags: .artificial)
        let plain = BinlogDecoderTests.rotate.event(.rotate, flags: .artificial)
        let checkedHead = MadeEvents.formatDescription(checksum: .crc32)
        try decode([checkedHead, checked, MadeEvents.mysql, plain, checkedHead, checked], look)
        #expect(files == ["bin.000002", "bin.000002", "bin.000002"])
        // The other way round it is damaged, or its name too long: nobody cuts the name by four bytes.
        guard case .checksumMismatch? = refusal(of: [checkedHead, plain])?.kind else {
            Issue.record("a name was cut")
            return
        }
    }

    @Test func `events longer than the limit inside a payload are refused`() {
        var options = BinlogDecoder.Options()
        options.maximumEventSize = 50
        let error = refusal(of: [MySQLVectors.formatDescription, MySQLVectors.payload], options: options)
        #expect(error?.kind == .eventTooLarge(length: 68, limit: 50))
    }

    @Test func `a checksum needs four bytes`() {
        let head = MadeEvents.formatDescription(checksum: .crc32)
        let event = [UInt8](hex: "010203").event(.query)
        #expect(refusal(of: [head, event])?.kind == .impossibleLength(22))
    }

    @Test func `a header longer than 19 bytes is stepped over and comes back`() throws {
        var head = MadeEvents.mysql
        head[19 + 56] = 23
        let event = ([1, 2, 3, 4] + BinlogDecoderTests.rotate).event(.rotate)
        var seen: [String] = []
        try decode([head, event]) { event in
            guard case .rotate(let rotate) = event.body else { return }
            seen.append(String(repairing: rotate.nextFile))
            var writer = WireWriter()
            try event.encode(into: &writer)
            #expect(writer.bytes == [UInt8](copying: event.bytes))
        }
        #expect(seen == ["bin.000002"])
        #expect(refusal(of: [head, [UInt8](hex: "01").event(.rotate)])?.kind == .impossibleLength(20))
    }

    @Test func `positions beyond 4 GiB are those that were given`() throws {
        var decoder = BinlogDecoder()
        let head = MadeEvents.mysql
        let rotate = BinlogDecoderTests.rotate.event(.rotate, endPosition: 5)
        try decoder.accept(head.span, at: 4)
        try decoder.accept(rotate.span, at: 1 << 33)
        let event = try decoder.event(rotate.span)
        #expect(event.position == 1 << 33)
        #expect(event.endPosition == 1 << 33 + UInt64(rotate.count))
        #expect(event.header.endPosition == 5)
    }
}
