// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct FormatDescriptionEventTests {
    private static let body = Array(MySQLVectors.formatDescription[19...])

    private static func decode(_ body: [UInt8]) throws(WireError) -> FormatDescriptionEvent {
        try FormatDescriptionEvent(body.span)
    }

    @Test func `everything is read and comes back`() throws {
        let event = try FormatDescriptionEventTests.decode(FormatDescriptionEventTests.body)
        #expect(event.binlogVersion == 4)
        #expect(event.serverVersion == "9.7.4-2")
        #expect(event.created == 0)
        #expect(event.headerLength == 19)
        #expect(event.postHeaderLengths.count == 42)
        #expect(event.checksumAlgorithm == .crc32)
        #expect(event.isMariaDB == false)
        #expect(event.postHeaderLength(of: .query) == 13)
        #expect(event.postHeaderLength(of: .taggedGTID) == 0)
        #expect(event.postHeaderLength(of: .mariaDBGTID) == nil)
        #expect(event.postHeaderLength(of: .unknown) == nil)
        var writer = WireWriter()
        event.encode(into: &writer)
        #expect(writer.bytes == Array(FormatDescriptionEventTests.body.dropLast(4)))
    }

    @Test(arguments: [
        ("5.6.0", nil), ("5.6.1", ChecksumAlgorithm.off), ("10.0.1", .off), ("5.5.62-log", nil), ("8.4.0", .off),
        ("5.2.14-MariaDB", nil), ("5.3.0-MariaDB", .off), ("99999999999999999999", .off), ("", nil), ("x.y", nil),
    ])
    func `HC-077 servers that know checksums end it with 5 bytes, also where checksums are off`(
        version: String,
        algorithm: ChecksumAlgorithm?
    ) throws {
        let event = MadeEvents.formatDescription(version: version, checksum: algorithm)
        let description = try FormatDescriptionEventTests.decode(Array(event[19...]))
        #expect(description.checksumAlgorithm == algorithm)
        #expect(description.postHeaderLengths == MadeEvents.mysqlLengths)
        // The event behind it has no checksum, and so no byte is taken for one.
        #expect(refusal(of: [event, [UInt8](hex: "0400000000000000 61").event(.rotate)]) == nil)
    }

    @Test func `cut events are refused`() {
        let body = FormatDescriptionEventTests.body
        let unnoticed = body.indices.filter { (try? FormatDescriptionEventTests.decode(Array(body[..<$0]))) != nil }
        // How many types it lists nothing tells but its length.
        #expect(unnoticed == Array(62..<body.count))
    }

    @Test func `headers shorter than 19 bytes, other versions and unknown checksums are refused`() {
        var short = FormatDescriptionEventTests.body
        short[56] = 18
        #expect(throws: WireError(.invalidValue(18), at: 56)) { try FormatDescriptionEventTests.decode(short) }
        var version = MadeEvents.mysql
        version[19] = 5
        #expect(refusal(of: [version]) == BinlogError(.unsupportedVersion(5), in: .formatDescription, at: 4))
        let checksum = MadeEvents.formatDescription(checksum: ChecksumAlgorithm(rawValue: 2))
        #expect(
            refusal(of: [checksum]) == BinlogError(.unknownChecksumAlgorithm(2), in: .formatDescription, at: 4)
        )
        #expect(refusal(of: [MadeEvents.formatDescription(checksum: .undefined)]) == nil)
    }

    @Test func `trees that numbered their events otherwise are known by their version`() throws {
        let event = try FormatDescriptionEventTests.decode(
            Array(MadeEvents.formatDescription(version: "5.2.2-a_drop6p13-debug-log", checksum: nil)[19...])
        )
        #expect(event.usesPermutedTypes == true)
        #expect(event.type(of: EventType(rawValue: 16)) == .tableMap)
        #expect(event.type(of: EventType(rawValue: 20)) == .xid)
        #expect(event.type(of: .query) == .query)
    }
}
