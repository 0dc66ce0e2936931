// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct DumpPacketTests {
    /// What a packet is, without its bytes' lifetime.
    private enum Kind: Equatable {
        case event([UInt8], wantsReply: Bool)
        case end(EOFPacket)
        case error(ErrorPacket)
    }

    private func kind(_ bytes: [UInt8], isSemiSync: Bool = false) throws(ProtocolViolation) -> Kind {
        switch try DumpPacket(bytes.span, isSemiSync: isSemiSync) {
        case .event(let event, let wantsReply): .event([UInt8](copying: event), wantsReply: wantsReply)
        case .endOfFile(let end): .end(end)
        case .error(let error): .error(error)
        }
    }

    @Test func `an event stands behind a zero`() throws {
        #expect(try kind([0, 0xef, 1, 7]) == .event([0xef, 1, 7], wantsReply: false))
    }

    @Test func `HC-083 of a semi-synchronous event two bytes are not the event's`() throws {
        #expect(try kind([0, 0xef, 0, 7], isSemiSync: true) == .event([7], wantsReply: false))
        #expect(try kind([0, 0xef, 1, 7], isSemiSync: true) == .event([7], wantsReply: true))
        #expect(
            violation { () throws(ProtocolViolation) in try kind([0, 7, 1], isSemiSync: true) }?.kind
                == .malformed(WireError(.invalidValue(7), at: 1))
        )
        #expect(
            violation { () throws(ProtocolViolation) in try kind([0, 0xef, 2], isSemiSync: true) }?.kind
                == .malformed(WireError(.invalidValue(2), at: 2))
        )
        #expect(violation { () throws(ProtocolViolation) in try kind([0], isSemiSync: true) } != nil)
    }

    @Test func `HC-083 the first packet shows whether the source is semi-synchronous`() {
        // A ROTATE without a time: 4 zeros, type 4.
        let plain: [UInt8] = [0, 0, 0, 0, 0, 4]
        let semiSync: [UInt8] = [0, 0xef, 0, 0, 0, 0, 0, 4]
        for (packet, expected) in [(plain, false), (semiSync, true), (Array(semiSync.prefix(2)), false)] {
            let found = DumpPacket.isSemiSync(firstPacket: packet.span)
            #expect(found == expected)
        }
    }

    @Test func `HC-084 the end of a dump is no event`() throws {
        #expect(try kind([UInt8](hex: "fe 0000 0200")) == .end(EOFPacket(status: .autocommit)))
        #expect(try kind([UInt8](hex: "fe 0000 0200"), isSemiSync: true) == .end(EOFPacket(status: .autocommit)))
        // Too long for it, and nothing else begins so.
        #expect(
            violation { () throws(ProtocolViolation) in try kind([UInt8](hex: "fe 0000 0200 00000000")) }?.kind
                == .unexpectedPacket(firstByte: 0xfe)
        )
    }

    @Test func `HC-084 a killed dump is an error with number, SQLSTATE and text`() throws {
        let killed = ErrorPacket(code: 1317, sqlState: "70100", message: "Query execution was interrupted")
        #expect(try kind(encoded { killed.encode(into: &$0) }) == .error(killed))
    }

    @Test func `nothing and anything else are violations`() {
        #expect(violation { () throws(ProtocolViolation) in try kind([]) }?.kind == .emptyPacket)
        #expect(
            violation { () throws(ProtocolViolation) in try kind([1, 2]) }?.kind == .unexpectedPacket(firstByte: 1)
        )
    }
}
