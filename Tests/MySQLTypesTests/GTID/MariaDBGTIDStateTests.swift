// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct MariaDBGTIDStateTests {
    let bytes = [UInt8](
        hex: """
            00000000 02000000 0900000000000000
            01000000 01000000 0300000000000000
            00000000 01000000 0500000000000000
            """
    )

    @Test func `The order of the entries is kept, and the last of a domain is its newest`() throws {
        let state = try reading(bytes) { reader throws(WireError) in
            let state = try MariaDBGTIDState(from: &reader, count: 3)
            try reader.expectEnd()
            return state
        }
        #expect(state.description == "0-2-9,1-1-3,0-1-5")
        #expect(state.position.description == "0-1-5,1-1-3")
        #expect(try MariaDBGTIDState(state.description) == state)
        var writer = WireWriter()
        state.encode(into: &writer)
        #expect(writer.bytes == bytes)
    }

    @Test func `A count that the bytes cannot hold is refused before memory is taken`() {
        #expect(
            unnoticedCuts(of: bytes) { reader throws(WireError) in try MariaDBGTIDState(from: &reader, count: 3) } == []
        )
        for count in [4, 1 << 28, UInt64.max] {
            let error = wireError(bytes) { reader throws(WireError) in try MariaDBGTIDState(from: &reader, count: count)
            }
            #expect(error == WireError(.impossibleCount(count), at: 0))
        }
    }

    @Test func `No entries are the empty state`() throws {
        #expect(
            try reading([]) { reader throws(WireError) in try MariaDBGTIDState(from: &reader, count: 0) }
                == MariaDBGTIDState()
        )
        #expect(try MariaDBGTIDState("").position.isEmpty)
        #expect(throws: GTIDSyntaxError(.expectedNumber, at: 6)) { try MariaDBGTIDState("0-1-5,") }
    }
}
