// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct TransactionPayloadEventTests {
    private static let body = MySQLVectors.payload.eventBody

    private static func refusal(_ hex: String) -> WireError? {
        wireError([UInt8](hex: hex)) { reader throws(WireError) in _ = try TransactionPayloadEvent(from: &reader) }
    }

    @Test func `sizes and payload are read and come back`() throws {
        try reading(TransactionPayloadEventTests.body) { reader throws(WireError) in
            let event = try TransactionPayloadEvent(from: &reader)
            #expect(event.compression == 0)
            #expect(event.uncompressedSize == 0x010e)
            #expect(event.payload.count == 0xd6)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == TransactionPayloadEventTests.body)
        }
    }

    @Test func `HC-063 the events inside follow, in their order and at the payload's place`() throws {
        var seen: [String] = []
        var inner: [[UInt8]] = []
        var list = RowList()
        try decode([MySQLVectors.formatDescription, MySQLVectors.payload]) { event in
            seen.append("\(event.header.type)@\(event.position)\(event.isInner ? " inner" : "")")
            if event.isInner {
                inner.append([UInt8](copying: event.bytes))
                #expect(event.checksum == nil)
                #expect(event.endPosition == event.position)
            }
            if case .rows(let rows) = event.body { try rows.visit(&list) }
        }
        #expect(
            seen == [
                "FORMAT_DESCRIPTION@4", "TRANSACTION_PAYLOAD@127", "QUERY@127 inner", "ROWS_QUERY@127 inner",
                "TABLE_MAP@127 inner", "WRITE_ROWS_V2@127 inner", "XID@127 inner",
            ]
        )
        #expect(
            inner == [
                MySQLVectors.inner1, MySQLVectors.inner2, MySQLVectors.inner3, MySQLVectors.inner4, MySQLVectors.inner5,
            ]
        )
        #expect(list.rows == ["+ 0=3u 1='yyyyyyyyyy' 2=NULL"])
    }

    @Test func `HC-063 an unknown compression is an error`() {
        let body = [UInt8](hex: "02 01 07 03 01 01 01 01 01 00 ff")
        #expect(
            MySQLBinlogTests.refusal(of: [MadeEvents.mysql, body.event(.transactionPayload)])?.kind
                == .unknownCompression(7)
        )
    }

    @Test func `cut or longer events, and fields that are missing, are refused`() {
        let body = TransactionPayloadEventTests.body
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try TransactionPayloadEvent(from: &reader) }
        #expect(unnoticedCuts(of: body, decode) == [])
        #expect(wireError(body + [0], decode) == WireError(.trailing(count: 1), at: body.count))
        #expect(TransactionPayloadEventTests.refusal("00") == WireError(.invalidValue(0), at: 1))
        #expect(TransactionPayloadEventTests.refusal("0203fcff00 00") == WireError(.invalidValue(0), at: 6))
        #expect(
            TransactionPayloadEventTests.refusal("0203fcff00 01 01 05 00 aa") == WireError(.impossibleCount(5), at: 9)
        )
        #expect(TransactionPayloadEventTests.refusal("0203fcff00 09 02 aabb 01 01 01 00 aa") == nil)
    }
}
