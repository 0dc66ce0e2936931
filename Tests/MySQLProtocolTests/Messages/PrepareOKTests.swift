// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct PrepareOKTests {
    /// Statement 1 with 1 column and 2 parameters.
    private let bytes = [UInt8](hex: "00 01000000 0100 0200 00 0300")
    private let packet = PrepareOK(statementID: 1, columnCount: 1, parameterCount: 2, warningCount: 3)

    private func decode(_ bytes: [UInt8], _ layout: PacketLayout = .classic) throws(WireError) -> PrepareOK {
        try reading(bytes) { reader throws(WireError) in try PrepareOK(from: &reader, layout: layout) }
    }

    @Test func `the counts stand behind the statement's number`() throws {
        #expect(try decode(bytes) == packet)
        #expect(encoded { packet.encode(into: &$0, layout: .classic) } == bytes)
    }

    @Test func `with optional metadata a byte tells whether it follows`() throws {
        let layout = PacketLayout(hasOptionalMetadata: true)
        #expect(try decode(bytes + [0], layout).metadataFollows == false)
        #expect(try decode(bytes + [1], layout) == packet)
        #expect(throws: WireError(.invalidValue(2), at: 12)) { try decode(bytes + [2], layout) }
        #expect(encoded { packet.encode(into: &$0, layout: layout) } == bytes + [1])
    }

    @Test func `every cut and every byte too many is an error`() {
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in
            try PrepareOK(from: &reader, layout: .classic)
        }
        #expect(cuts == [])
        #expect(throws: WireError(.trailing(count: 1), at: 12)) { try decode(bytes + [0]) }
        #expect(throws: WireError(.invalidValue(1), at: 0)) { try decode([1] + bytes.dropFirst()) }
        #expect(throws: WireError(.invalidValue(9), at: 9)) { try decode(Array(bytes[..<9] + [9] + bytes[10...])) }
    }
}
