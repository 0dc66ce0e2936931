// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct UserVarEventTests {
    /// `@a = -1` as MySQL writes it.
    private static let body = [UInt8](hex: "01000000 61 00 02 21000000 08000000 ffffffffffffffff 00")

    private static func refusal(_ hex: String) -> WireError? {
        wireError([UInt8](hex: hex)) { reader throws(WireError) in _ = try UserVarEvent(from: &reader) }
    }

    @Test(arguments: [
        "01000000 61 00 02 21000000 08000000 ffffffffffffffff 00",
        "01000000 61 00 00 08000000 02000000 6869 00",
        "01000000 61 00 04 21000000 05000000 0402 81 0a 00",
        "01000000 61 01",
        "00000000 00 01 21000000 08000000 000000000000f03f",
    ])
    func `variables of every kind come back`(hex: String) throws {
        let body = [UInt8](hex: hex)
        try reading(body) { reader throws(WireError) in
            let event = try UserVarEvent(from: &reader)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `a number is read with its name and sign`() throws {
        try reading(UserVarEventTests.body) { reader throws(WireError) in
            let event = try UserVarEvent(from: &reader)
            #expect(String(repairing: event.name) == "a")
            #expect(event.kind == .integer)
            #expect(event.collationID == 33)
            #expect(event.value.count == 8)
            #expect(event.isUnsigned == false)
        }
    }

    @Test func `NULL has no kind, and flags may be missing`() throws {
        try reading([UInt8](hex: "01000000 61 01")) { reader throws(WireError) in
            let event = try UserVarEvent(from: &reader)
            #expect(event.kind == nil)
            #expect(event.flags == nil)
        }
        // Servers before 5.6 wrote no flags, so a cut behind the value is not seen.
        let body = UserVarEventTests.body
        let unnoticed = unnoticedCuts(of: body) { reader throws(WireError) in _ = try UserVarEvent(from: &reader) }
        #expect(unnoticed == [body.count - 1])
    }

    @Test func `lengths and kinds that cannot be are refused`() {
        #expect(UserVarEventTests.refusal("ffffffff 61 01") == WireError(.impossibleCount(0xffff_ffff), at: 4))
        #expect(UserVarEventTests.refusal("01000000 61 00 09 21000000 00000000") == WireError(.invalidValue(9), at: 6))
        #expect(UserVarEventTests.refusal("01000000 61 00 02 21000000 02000000 0102") != nil)
        #expect(UserVarEventTests.refusal("01000000 61 00 04 21000000 01000000 01") != nil)
        #expect(UserVarEventTests.refusal("01000000 61 01 00") == WireError(.trailing(count: 1), at: 6))
        #expect(UserVarEventTests.refusal(UserVarEventTests.body.hex + "00") != nil)
    }
}
