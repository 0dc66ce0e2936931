// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct AuthNextFactorTests {
    private let bytes = [UInt8](hex: "02 7800 0102")

    @Test func `name and challenge are read and written`() throws {
        let factor = AuthNextFactor(plugin: "x", challenge: [1, 2])
        #expect(try reading(bytes) { reader throws(WireError) in try AuthNextFactor(from: &reader) } == factor)
        #expect(encoded { factor.encode(into: &$0) } == bytes)
    }

    @Test func `a cut within the name is an error`() {
        let cuts = unnoticedCuts(of: bytes) { reader throws(WireError) in try AuthNextFactor(from: &reader) }
        #expect(cuts == [3, 4])
        #expect(throws: WireError(.invalidValue(1), at: 0)) {
            try reading([1, 0]) { reader throws(WireError) in try AuthNextFactor(from: &reader) }
        }
    }
}
