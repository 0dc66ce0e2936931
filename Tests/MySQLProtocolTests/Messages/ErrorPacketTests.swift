// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ErrorPacketTests {
    /// MySQL 9.7's answer to `select nope`.
    private let bytes = [UInt8](
        hex: "ff1e04233432533232556e6b6e6f776e20636f6c756d6e20276e6f70652720696e20276669656c64206c69737427"
    )

    private func decode(_ bytes: [UInt8]) throws(WireError) -> ErrorPacket {
        try reading(bytes) { reader throws(WireError) in try ErrorPacket(from: &reader) }
    }

    @Test func `an error has a number, a SQLSTATE and a text`() throws {
        let packet = try decode(bytes)
        #expect(
            packet == ErrorPacket(code: 1054, sqlState: "42S22", message: "Unknown column 'nope' in 'field list'")
        )
        #expect(encoded { packet.encode(into: &$0) } == bytes)
    }

    @Test func `before capabilities are known there is no SQLSTATE`() throws {
        // MySQL: FF, 1040, "Too many connections".
        let early = [UInt8](hex: "ff 1004 546f6f206d616e7920636f6e6e656374696f6e73")
        let packet = try decode(early)
        #expect(packet == ErrorPacket(code: 1040, message: "Too many connections"))
        #expect(encoded { packet.encode(into: &$0) } == early)
    }

    @Test func `a text may be empty or ill-formed, and a SQLSTATE cut`() throws {
        #expect(try decode([0xff, 1, 0]) == ErrorPacket(code: 1, message: ""))
        #expect(try decode([0xff, 1, 0, 0x23, 0x34]) == ErrorPacket(code: 1, message: "#4"))
        #expect(try decode([0xff, 1, 0, 0x80]) == ErrorPacket(code: 1, message: "\u{fffd}"))
    }

    @Test func `a cut within the number is an error`() {
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in try ErrorPacket(from: &reader) }
        #expect(cuts == Array(3..<bytes.count))
    }

    @Test func `HC-078 a position within an event is the server's error 1236 with its text`() throws {
        // What MySQL sends for a dump from position 5; which cause it is, the text decides on a floor above.
        let text = "log event entry exceeded max_allowed_packet; Increase max_allowed_packet on source"
        let sent = ErrorPacket(code: 1236, sqlState: "HY000", message: text)
        let bytes = encoded { sent.encode(into: &$0) }
        let packet = try DumpPacket(bytes.span)
        guard case .error(let error) = packet else {
            Issue.record("no error")
            return
        }
        #expect(ServerErrorCode(rawValue: error.code) == .fatalDumpError)
        #expect(error.message == text)
    }
}
