// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONBinaryViewTests {
    /// `{"a": 1, "b": [1, 2]}`.
    private static let nested = ServerDocuments.bytes(
        "00 0200 1e00 1200 0100 1300 0100 05 0100 02 1400 61 62 0200 0a00 05 0100 05 0200".filter { $0 != " " }
    )

    private func error(_ hex: String) -> WireError? {
        let bytes = ServerDocuments.bytes(hex.filter { $0 != " " })
        var text = TextWriter()
        do throws(WireError) {
            try JSONBinaryView(bytes.span).write(to: &text)
            return nil
        } catch {
            return error
        }
    }

    /// Everything that a scalar says of itself.
    private struct Scalar: Equatable {
        var kind: JSONBinaryView.Kind
        var bool: Bool?
        var int: Int64?
        var uint: UInt64?
        var double: Double?
        var string: [UInt8]?
        var opaqueType: ColumnType?
        var opaqueBytes: [UInt8]?

        init(_ kind: JSONBinaryView.Kind) {
            self.kind = kind
        }

        init(_ bytes: [UInt8]) throws(WireError) {
            let view = try JSONBinaryView(bytes.span)
            self.init(view.kind)
            bool = view.bool
            int = view.int
            uint = view.uint
            double = view.double
            if let content = view.string { string = Array(copying: content) }
            opaqueType = view.opaqueType
            if let content = view.opaqueBytes { opaqueBytes = Array(copying: content) }
        }

        func with(_ change: (inout Scalar) -> Void) -> Scalar {
            var copy = self
            change(&copy)
            return copy
        }
    }

    @Test func `scalars give their value and nothing else`() throws {
        #expect(try Scalar([0x04, 0x00]) == Scalar(.null))
        #expect(try Scalar([0x04, 0x01]) == Scalar(.bool).with { $0.bool = true })
        #expect(try Scalar([0x04, 0x02]) == Scalar(.bool).with { $0.bool = false })
        #expect(try Scalar([0x05, 0xff, 0xff]) == Scalar(.int).with { $0.int = -1 })
        #expect(try Scalar([0x06, 0xff, 0xff]) == Scalar(.uint).with { $0.uint = 65_535 })
        #expect(try Scalar([0x0b, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]) == Scalar(.double).with { $0.double = 1.5 })
        #expect(try Scalar([0x0c, 1, 0x61]) == Scalar(.string).with { $0.string = [0x61] })
        let opaque = Scalar(.opaque).with {
            $0.opaqueType = .varchar
            $0.opaqueBytes = [0xff, 0x00]
        }
        #expect(try Scalar([0x0f, 0x0f, 2, 0xff, 0x00]) == opaque)
        #expect(try Scalar([0x02, 0, 0, 4, 0]) == Scalar(.array))
    }

    @Test func `members and elements are found by their offsets`() throws {
        let view = try JSONBinaryView(Self.nested.span)
        #expect(view.kind == .object && view.count == 2)
        #expect(String(repairing: try view.key(at: 0)) == "a")
        #expect(String(repairing: try view.key(at: 1)) == "b")
        #expect(try view.value(at: 0).int == 1)
        let array = try view.value(at: 1)
        #expect(array.kind == .array && array.count == 2)
        #expect(try array.value(at: 1).int == 2)
    }

    @Test func `an element that is not there is an error`() throws {
        let view = try JSONBinaryView(Self.nested.span)
        #expect(throws: WireError(.invalidValue(2), at: 1)) { try view.value(at: 2).count }
        #expect(throws: WireError(.invalidValue(UInt64.max), at: 1)) { try view.key(at: -1).count }
        let array = try view.value(at: 1)
        #expect(throws: WireError(.invalidValue(0), at: 21)) { try array.key(at: 0).count }
    }

    @Test func `HC-045 a column value of no bytes is the literal null`() throws {
        let bytes: [UInt8] = []
        let view = try JSONBinaryView(bytes.span)
        #expect(view.kind == .null)
        var text = TextWriter()
        try view.write(to: &text)
        #expect(text.string == "null")
        #expect(try JSONValue(view) == .null)
    }

    @Test(arguments: ServerDocuments.inserted.filter { !$0.bytes.isEmpty && $0.bytes.count < 200 })
    func `a document cut at any byte is an error`(_ document: ServerDocuments.Document) {
        for count in 1..<document.bytes.count {
            let cut = Array(document.bytes[..<count])
            #expect(throws: WireError.self, "\(count) bytes") { try JSONBinaryView(cut.span).count }
        }
    }

    @Test func `bytes behind the value are an error`() {
        #expect(error("05 0100 00") == WireError(.trailing(count: 1), at: 3))
        #expect(error("02 0000 0400 00") == WireError(.trailing(count: 1), at: 5))
    }

    @Test func `counts, sizes and lengths beyond the bytes are errors`() {
        #expect(error("02 0000 0500") == WireError(.impossibleCount(5), at: 3))
        #expect(error("02 0100 0400") == WireError(.impossibleCount(1), at: 1))
        #expect(error("03 ffffffff 08000000") == WireError(.impossibleCount(0xffff_ffff), at: 1))
        #expect(error("01 ffffffff ffffffff") == WireError(.impossibleCount(0xffff_ffff), at: 5))
        #expect(error("0c 05 61") == WireError(.impossibleCount(5), at: 1))
        #expect(error("0c ffffffff0f 61") == WireError(.impossibleCount(0xffff_ffff), at: 1))
        #expect(error("0c ffffffffff 61") != nil)
        #expect(error("0c 80") == WireError(.truncated(needed: 1, available: 0), at: 2))
    }

    @Test func `types and literals that do not exist are errors`() {
        #expect(error("0d 00") == WireError(.invalidValue(0x0d), at: 1))
        #expect(error("0e 00") == WireError(.invalidValue(0x0e), at: 1))
        #expect(error("10 00") == WireError(.invalidValue(0x10), at: 1))
        #expect(error("04 03") == WireError(.invalidValue(3), at: 1))
    }

    @Test func `offsets before or behind the content are errors`() {
        // [string] whose offset points into the entries, behind the array, and one that is too long for the array.
        #expect(error("02 0100 0900 0c 0600 01 61") == WireError(.invalidValue(6), at: 6))
        #expect(error("02 0100 0900 0c 0a00 01 61") == WireError(.invalidValue(10), at: 6))
        #expect(error("02 0100 0900 0c 0700 02 61") == WireError(.impossibleCount(2), at: 8))
        // {"a": null} whose key stands in the entries, behind the object, and is too long for it.
        #expect(error("00 0100 0c00 0a00 0100 04 0000 61") == WireError(.invalidValue(10), at: 5))
        #expect(error("00 0100 0c00 0c00 0100 04 0000 61") == WireError(.invalidValue(12), at: 5))
        #expect(error("00 0100 0c00 0b00 0200 04 0000 61") == WireError(.invalidValue(11), at: 5))
    }

    @Test func `an element may not reach beyond its container into a sibling`() {
        // [[], "a"] where the inner array claims the byte that belongs to the string.
        #expect(error("02 0200 1000 02 0a00 0c 0e00 0000 0400 01 61") == nil)
        #expect(error("02 0200 1000 02 0a00 0c 0e00 0000 0700 01 61") == WireError(.impossibleCount(7), at: 13))
    }

    @Test func `a hundred levels are read, one more is refused`() throws {
        func document(levels: Int) -> [UInt8] {
            // Each array: one element, its size, one entry with offset 7, the next array.
            var bytes: [UInt8] = [0x02]
            for level in (1...levels).reversed() {
                let size = 7 * (level - 1) + 4
                bytes += level == 1 ? [0, 0] : [1, 0]
                bytes += [UInt8(size & 0xff), UInt8(size >> 8)]
                if level > 1 { bytes += [0x02, 7, 0] }
            }
            return bytes
        }
        let legal = document(levels: 100)
        var text = TextWriter()
        try JSONBinaryView(legal.span).write(to: &text)
        #expect(text.string == String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
        let deep = document(levels: 101)
        #expect(throws: WireError(.nestedTooDeep(limit: 100), at: 701)) {
            try JSONBinaryView(deep.span).write(to: &text)
        }
    }
}
