// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthMoreDataTests {
    private func decode(_ bytes: [UInt8], markIsOptional: Bool) throws(WireError) -> AuthMoreData {
        try reading(bytes) { reader throws(WireError) in
            try AuthMoreData(from: &reader, markIsOptional: markIsOptional)
        }
    }

    @Test(arguments: [true, false])
    func `exactly one mark is no content`(_ markIsOptional: Bool) throws {
        #expect(try decode([1, 1, 4], markIsOptional: markIsOptional).content == [1, 4])
        #expect(try decode([1], markIsOptional: markIsOptional).content == [])
        #expect(encoded { AuthMoreData([1, 4]).encode(into: &$0) } == [1, 1, 4])
    }

    @Test func `without a mark it is content where MariaDB may leave it out`() throws {
        #expect(try decode([0x50, 1], markIsOptional: true).content == [0x50, 1])
        #expect(throws: WireError(.invalidValue(0x50), at: 0)) { try decode([0x50, 1], markIsOptional: false) }
        #expect(throws: WireError(.truncated(needed: 1, available: 0), at: 0)) { try decode([], markIsOptional: true) }
    }
}
