// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct SourceIDTests {
    let text = "4f68a417-e505-11f1-9b56-02fc00000001"
    let bytes = [UInt8](hex: "4f68a417 e505 11f1 9b56 02fc00000001")

    @Test func `Bytes and text name the same source`() throws {
        let source = try #require(SourceID(text))
        #expect(source.high == 0x4f68_a417_e505_11f1)
        #expect(source.low == 0x9b56_02fc_0000_0001)
        #expect(source.description == text)
        #expect(try reading(bytes) { reader throws(WireError) in try SourceID(from: &reader) } == source)
        var writer = WireWriter()
        source.encode(into: &writer)
        #expect(writer.bytes == bytes)
    }

    @Test func `HC-104 digits may be of either case and come out in lower case`() {
        #expect(SourceID(text.uppercased())?.description == text)
    }

    @Test(arguments: [
        "", "4f68a417e50511f19b5602fc00000001", "{4f68a417-e505-11f1-9b56-02fc00000001}",
        "4f68a417-e505-11f1-9b56-02fc0000000", "4f68a417-e505-11f1-9b56-02fc000000011",
        "4f68a417-e505-11f1-9b56-02fc0000000g", "4f68a417e-505-11f1-9b56-02fc00000001",
        " 4f68a417-e505-11f1-9b56-02fc0000000", "4f68a417-e505-11f1-9b56 02fc00000001",
    ])
    func `What is not 36 digits and dashes is no source`(text: String) {
        #expect(SourceID(text) == nil)
    }

    @Test func `A cut source is an error at its first byte and consumes nothing`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try SourceID(from: &reader) } == [])
        reading(Array(bytes.dropLast())) { reader in
            #expect(throws: WireError(.truncated(needed: 16, available: 15), at: 0)) { try SourceID(from: &reader) }
            #expect(reader.offset == 0)
        }
    }

    @Test func `Sources are in the order of their bytes`() throws {
        let ordered = [
            SourceID.zero, SourceID(high: 0, low: .max), SourceID(high: 1, low: 0), SourceID(high: 1 << 63, low: 0),
        ]
        #expect(ordered.reversed().sorted() == ordered)
        let texts = ordered.map(\.description)
        #expect(texts == texts.sorted())
    }
}
