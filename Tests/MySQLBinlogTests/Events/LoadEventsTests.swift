// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct LoadEventsTests {
    private static let statement = [UInt8](
        hex: "01000000 00000000 01 0000 0000 07000000 02000000 03000000 02 64 00 61622766"
    )

    @Test func `a block is read and comes back`() throws {
        let body = [UInt8](hex: "09000000 616263")
        try reading(body) { reader throws(WireError) in
            let event = try LoadBlockEvent(from: &reader)
            #expect(event.fileID == 9)
            #expect(String(repairing: event.block) == "abc")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
        let unnoticed = unnoticedCuts(of: body) { reader throws(WireError) in _ = try LoadBlockEvent(from: &reader) }
        #expect(unnoticed == [4, 5, 6])
    }

    @Test func `the end of a file is read and comes back`() throws {
        let body = [UInt8](hex: "09000000")
        let event = try reading(body) { reader throws(WireError) in try LoadEndEvent(from: &reader) }
        #expect(event.fileID == 9)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == body)
        #expect(unnoticedCuts(of: body) { reader throws(WireError) in try LoadEndEvent(from: &reader) } == [])
        #expect(wireError(body + [0]) { reader throws(WireError) in try LoadEndEvent(from: &reader) } != nil)
    }

    @Test func `a statement over a file is read and comes back`() throws {
        let body = LoadEventsTests.statement
        try reading(body) { reader throws(WireError) in
            let event = try ExecuteLoadQueryEvent(from: &reader)
            #expect(event.fileID == 7)
            #expect(event.nameStart == 2)
            #expect(event.nameEnd == 3)
            #expect(event.duplicates == 2)
            #expect(String(repairing: event.query.database) == "d")
            #expect(String(repairing: event.query.sql) == "ab'f")
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `a file name beyond the statement is refused, and so are cuts before it`() {
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try ExecuteLoadQueryEvent(from: &reader) }
        var body = LoadEventsTests.statement
        // Behind the name the statement runs to the end.
        #expect(unnoticedCuts(of: body, decode) == [body.count - 1])
        body[21] = 9
        #expect(wireError(body, decode) == WireError(.invalidValue(9), at: 21))
        body[21] = 1
        #expect(wireError(body, decode) == WireError(.invalidValue(1), at: 21))
    }

    @Test func `LOAD DATA of old servers is read with its names`() throws {
        let head = "01000000 00000000 00000000 01 01 02000000"
        let names = "01 02 61 00 6263 00 74 00 64 00 66 00"
        let created = [UInt8](hex: head + "05000000" + "012c 0122 010a 00 00 04" + names + "787978")
        try reading(created) { reader throws(WireError) in
            let event = try LegacyLoadEvent(from: &reader, type: .createFile)
            #expect(event.fieldCount == 2)
            #expect(event.fileID == 5)
            #expect(String(repairing: event.table) == "t")
            #expect(String(repairing: event.database) == "d")
            #expect(String(repairing: event.file) == "f")
            #expect(String(repairing: event.block) == "xyx")
        }
        let old = [UInt8](hex: head + "2c220a5c000004" + names)
        try reading(old) { reader throws(WireError) in
            let event = try LegacyLoadEvent(from: &reader, type: .load)
            #expect(event.fileID == nil)
            #expect(String(repairing: event.file) == "f")
            #expect(event.block.isEmpty == true)
        }
        let decode = { (reader: inout WireReader) throws(WireError) in
            _ = try LegacyLoadEvent(from: &reader, type: .createFile)
        }
        #expect(unnoticedCuts(of: created, decode) == Array((created.count - 3)..<created.count))
        var fields = created
        fields.replaceSubrange(14..<18, with: [255, 255, 255, 255])
        #expect(wireError(fields, decode)?.kind == .impossibleCount(0xffff_ffff))
    }
}
