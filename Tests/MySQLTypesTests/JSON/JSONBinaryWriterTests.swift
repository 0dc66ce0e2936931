// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONBinaryWriterTests {
    @Test(arguments: ServerDocuments.inserted)
    func `a document of the server comes out as it went in`(_ document: ServerDocuments.Document) throws {
        #expect(try JSONValue(JSONBinaryView(document.bytes.span)).encode() == document.bytes)
    }

    private func string(_ letter: String, _ count: Int) -> JSONValue {
        .string(String(repeating: letter, count: count))
    }

    private func checksum(_ bytes: [UInt8]) -> UInt32 {
        CRC32.checksum(of: bytes.span)
    }

    /// Checksums of what MySQL 9.7.4 wrote for the same documents.
    @Test func `the choice between small and large is the server's`() throws {
        let small = try JSONValue.array([string("x", 65_525)]).encode()
        #expect(small.count == 65_536 && small[0] == 0x02)
        #expect(checksum(small) == 0xb8f8_56fb)

        let large = try JSONValue.array([string("x", 65_526)]).encode()
        #expect(large.count == 65_543 && large[0] == 0x03)
        #expect(checksum(large) == 0xeba0_600a)

        // Small containers inside large ones, and integers that only large entries hold.
        let integers: [JSONValue] = [
            .int(1), .int(40_000), .int(70_000), .int(-1), .int(-70_000), .int(5_000_000_000), .bool(true), .null,
        ]
        let mixed = try JSONValue.object([
            JSONMember(key: "k", value: .array([string("y", 65_526)])),
            JSONMember(key: "s", value: .array(integers)),
            JSONMember(key: "i", value: .int(-1)),
            JSONMember(key: "u", value: .uint(40_000)),
            JSONMember(key: "w", value: .uint(70_000)),
            JSONMember(key: "m", value: .int(-70_000)),
        ]).encode()
        #expect(mixed.count == 65_671)
        #expect(checksum(mixed) == 0x7cb1_36e2)

        let deep = try JSONValue.object([
            JSONMember(
                key: "a",
                value: .object([
                    JSONMember(key: "b", value: .object([JSONMember(key: "c", value: string("z", 70_000))])),
                    JSONMember(key: "d", value: .int(1)),
                ])
            ),
            JSONMember(key: "e", value: .object([JSONMember(key: "f", value: .int(100_000))])),
        ]).encode()
        #expect(checksum(deep) == 0x2c2d_fa8c)
    }

    @Test func `large documents are written and read`() throws {
        let object = JSONValue.object(
            (0..<10_000).map { JSONMember(key: "key\($0)", value: .int(Int64($0) * 7 - 35_000)) }
        )
        let bytes = try object.encode()
        #expect(bytes.count == 178_899 && bytes[0] == 0x01)
        #expect(checksum(bytes) == 0x1d26_5493)
        #expect(try JSONValue(JSONBinaryView(bytes.span)).encode() == bytes)

        #expect(try checksum(JSONValue.array((0..<21_840).map { .int($0) }).encode()) == 0x2559_01e9)
        #expect(try checksum(JSONValue.array((0..<21_844).map { .int($0) }).encode()) == 0xb85a_483c)
        #expect(try checksum(JSONValue.array(Array(repeating: .null, count: 21_845)).encode()) == 0xe08f_a019)
    }

    @Test func `keys are sorted by length, then by bytes`() throws {
        let keys = ["zz", "b", "", "aa", "a", "é", "Z"]
        let bytes = try JSONValue.object(keys.map { JSONMember(key: $0, value: .null) }).encode()
        let view = try JSONBinaryView(bytes.span)
        var sorted: [String] = []
        for index in 0..<view.count { sorted.append(String(repairing: try view.key(at: index))) }
        #expect(sorted == ["", "Z", "a", "b", "aa", "zz", "é"])
    }

    @Test func `what has no binary form is an error`() {
        let twice = JSONValue.object([JSONMember(key: "a", value: .null), JSONMember(key: "a", value: .null)])
        #expect(throws: WireError(.invalidValue(2), at: 0)) { try twice.encode() }
        let key = JSONMember(key: [UInt8](repeating: 0x61, count: 65_536), value: .null)
        #expect(throws: WireError(.impossibleCount(65_536), at: 0)) { try JSONValue.object([key]).encode() }
        var deep = JSONValue.null
        for _ in 0..<100 { deep = .array([deep]) }
        #expect(throws: Never.self) { try deep.encode() }
        #expect(throws: WireError(.nestedTooDeep(limit: 100), at: 0)) { try JSONValue.array([deep]).encode() }
    }
}
