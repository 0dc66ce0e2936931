// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONDiffTests {
    /// `json_remove(json_set(d, '$.n', 1.25), '$.b')` in an after image of MySQL 9.7.4.
    private static let list = ServerDocuments.bytes("0103242e6e070ff604030281190203242e62")

    private func owned(_ list: [UInt8]) throws -> [JSONDiff] {
        var cursor = JSONDiffCursor(list.span)
        var diffs: [JSONDiff] = []
        while let diff = try cursor.next() { diffs.append(try JSONDiff(diff)) }
        return diffs
    }

    @Test func `HC-047 diffs are read one by one`() throws {
        let diffs = try owned(Self.list)
        let first = try #require(diffs.first)
        #expect(first.operation == .insert)
        #expect(first.path.description == "$.n")
        var text = TextWriter()
        let value = try first.value.encode()
        try JSONBinaryView(value.span).write(to: &text)
        #expect(text.string == "1.25")
        #expect(diffs.dropFirst() == [JSONDiff(.remove, at: JSONPath(legs: [.member([0x62])]))])
    }

    @Test(arguments: ServerDocuments.partialUpdates)
    func `diffs come out as they went in`(_ update: ServerDocuments.Update) throws {
        var writer = WireWriter()
        var cursor = JSONDiffCursor(update.diffs.span)
        while let diff = try cursor.next() { diff.encode(into: &writer) }
        #expect(writer.bytes == update.diffs)
    }

    @Test func `an owned diff is written in the form of the log`() throws {
        var writer = WireWriter()
        var cursor = JSONDiffCursor(Self.list.span)
        while let diff = try cursor.next() { try JSONDiff(diff).encode(into: &writer) }
        #expect(writer.bytes == Self.list)
    }

    @Test func `an empty list has no diffs`() throws {
        #expect(try owned([]).isEmpty)
    }

    @Test func `a list cut inside a diff is an error`() throws {
        for count in 1..<Self.list.count where count != 13 {
            let cut = Array(Self.list[..<count])
            #expect(throws: WireError.self, "\(count) bytes") { try owned(cut) }
        }
    }

    @Test func `operations that do not exist are errors`() {
        let bytes: [UInt8] = [3, 1, 0x24]
        #expect(throws: WireError(.invalidValue(3), at: 0)) { try owned(bytes) }
    }

    @Test func `a length beyond the list is an error`() {
        let bytes: [UInt8] = [0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x24]
        #expect(throws: WireError(.impossibleCount(0x7fff_ffff_ffff_ffff), at: 1)) { try owned(bytes) }
    }
}
