// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct GTIDSetWireTests {
    /// The body of a PREVIOUS_GTIDS event of MySQL 9.7.
    static let tagged = [UInt8](
        hex: """
            01 030000000000 01
            4f68a417e50511f19b5602fc00000001 00 0100000000000000 0100000000000000 7300000000000000
            4f68a417e50511f19b5602fc00000001 0a 6d79746167 0100000000000000 0100000000000000 0200000000000000
            aaaaaaaa0000ff0081818082ffeeddcc 04 7a7a 0100000000000000 2c01000000000000 2d01000000000000
            """
    )
    static let taggedText =
        "4f68a417-e505-11f1-9b56-02fc00000001:1-114:mytag:1,aaaaaaaa-0000-ff00-8181-8082ffeeddcc:zz:300"

    /// Two sources, the second with a gap.
    static let untagged = [UInt8](
        hex: """
            0200000000000000
            4f68a417e50511f19b5602fc00000001 0100000000000000 0100000000000000 7300000000000000
            aaaaaaaa0000ff0081818082ffeeddcc 0200000000000000
              0200000000000000 0300000000000000 0500000000000000 ffffffffffffff7f
            """
    )
    static let untaggedText =
        "4f68a417-e505-11f1-9b56-02fc00000001:1-114,aaaaaaaa-0000-ff00-8181-8082ffeeddcc:2:5-9223372036854775806"

    static let refused: [(String, WireError)] = [
        // Formats: an unknown one, and a tagged one without its first byte.
        ("0000000000000002", WireError(.invalidValue(2 << 56), at: 0)),
        ("0000000000000001", WireError(.invalidValue(1 << 56), at: 0)),
        // Counts of entries, then of intervals, that nothing could hold.
        ("ffffffffffffff00", WireError(.impossibleCount(0xff_ffff_ffff_ffff), at: 8)),
        ("01ffffffffffff01", WireError(.impossibleCount(0xffff_ffff_ffff), at: 8)),
        (entry("ffffffffffffffff", ""), WireError(.impossibleCount(.max), at: 32)),
        (entry("0100000000000010", ""), WireError(.impossibleCount(0x1000_0000_0000_0001), at: 32)),
        (entry("0200000000000000", interval(1, 2)), WireError(.impossibleCount(2), at: 32)),
        // Intervals: number zero, empty, backwards, beyond the last number.
        (entry("0100000000000000", interval(0, 2)), WireError(.invalidValue(0), at: 32)),
        (entry("0100000000000000", interval(2, 2)), WireError(.invalidValue(2), at: 40)),
        (entry("0100000000000000", interval(3, 2)), WireError(.invalidValue(2), at: 40)),
        (entry("0100000000000000", interval(1, 1 << 63)), WireError(.invalidValue(1 << 63), at: 40)),
        (entry("0100000000000000", interval(.max, .max)), WireError(.invalidValue(.max), at: 40)),
        // Two intervals that touch, overlap or are out of order.
        (
            entry("0200000000000000", interval(1, 3) + interval(3, 4)),
            WireError(.invalidValue(3), at: 48)
        ),
        (
            entry("0200000000000000", interval(1, 3) + interval(2, 4)),
            WireError(.invalidValue(2), at: 48)
        ),
        (
            entry("0200000000000000", interval(5, 6) + interval(1, 2)),
            WireError(.invalidValue(1), at: 48)
        ),
    ]

    private func decode(_ bytes: [UInt8]) throws(WireError) -> (set: GTIDSet, format: GTIDSet.WireFormat) {
        try reading(bytes) { reader throws(WireError) in
            let result = try GTIDSet.decode(from: &reader)
            try reader.expectEnd()
            return result
        }
    }

    private func encode(_ set: GTIDSet, _ format: GTIDSet.WireFormat = .untagged) -> [UInt8] {
        var writer = WireWriter()
        set.encode(into: &writer, format: format)
        return writer.bytes
    }

    @Test(arguments: [
        (tagged, GTIDSet.WireFormat.tagged, taggedText), (untagged, .untagged, untaggedText),
        ([UInt8](hex: "0000000000000000"), .untagged, ""), ([UInt8](hex: "0100000000000001"), .tagged, ""),
    ])
    func `Both formats are read, told apart and written alike`(
        bytes: [UInt8],
        format: GTIDSet.WireFormat,
        text: String
    ) throws {
        let decoded = try decode(bytes)
        #expect(decoded.set.description == text)
        #expect(decoded.format == format)
        #expect(encode(decoded.set, decoded.format) == bytes)
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try GTIDSet(from: &reader) } == [])
        #expect(throws: WireError(.trailing(count: 1), at: bytes.count)) { try decode(bytes + [0]) }
    }

    @Test func `HC-095 the tagged format is written for tags only, unless asked for`() throws {
        #expect(encode(try GTIDSet(Self.taggedText)) == Self.tagged)
        #expect(encode(try GTIDSet(Self.untaggedText)) == Self.untagged)
        let asked = encode(try GTIDSet(Self.untaggedText), .tagged)
        #expect(asked.count == Self.untagged.count + 2)
        #expect(try decode(asked).set == GTIDSet(Self.untaggedText))
        #expect(try decode(asked).format == .tagged)
    }

    @Test func `Entries out of order or repeated are united, as the server does`() throws {
        let first = "aaaaaaaa0000ff0081818082ffeeddcc 0100000000000000 0500000000000000 0700000000000000"
        let second = "4f68a417e50511f19b5602fc00000001 0100000000000000 0100000000000000 0200000000000000"
        let third = "aaaaaaaa0000ff0081818082ffeeddcc 0100000000000000 0100000000000000 0500000000000000"
        let empty = "bbbbbbbb0000ff0081818082ffeeddcc 0000000000000000"
        let bytes = [UInt8](hex: "0400000000000000 \(first) \(second) \(third) \(empty)")
        #expect(
            try decode(bytes).set.description
                == "4f68a417-e505-11f1-9b56-02fc00000001:1,aaaaaaaa-0000-ff00-8181-8082ffeeddcc:1-6"
        )
    }

    @Test(arguments: refused)
    func `What servers refuse with error 1773 is refused where it goes wrong`(hex: String, error: WireError) {
        #expect(wireError([UInt8](hex: hex)) { reader throws(WireError) in try GTIDSet(from: &reader) } == error)
    }

    @Test func `Mutated sets are read or refused, and what is read survives`() {
        var mutator = Mutator()
        var count = 0
        for _ in 0..<10_000 {
            let bytes = mutator.mutated(Bool.random(using: &mutator.random) ? Self.tagged : Self.untagged)
            do throws(WireError) {
                let decoded = try decode(bytes)
                let again = try decode(encode(decoded.set, decoded.format))
                #expect(again.set == decoded.set, "\(mutator.random)")
                count += 1
            } catch {
                #expect(error.offset >= 0 && error.offset <= bytes.count, "\(mutator.random)")
            }
        }
        #expect(count > 100)
    }

    private static func entry(_ count: String, _ intervals: String) -> String {
        "0100000000000000" + "4f68a417e50511f19b5602fc00000001" + count + intervals
    }

    private static func interval(_ first: UInt64, _ end: UInt64) -> String {
        var writer = WireWriter()
        writer.uint64(first)
        writer.uint64(end)
        return writer.bytes.hex
    }
}
