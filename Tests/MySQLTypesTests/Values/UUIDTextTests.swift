// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct UUIDTextTests {
    private func text(_ bytes: [UInt8]) throws(WireError) -> String {
        var writer = TextWriter()
        try writer.append(uuid: bytes.span)
        return writer.string
    }

    /// Bytes as MariaDB 11.8 logged them, and what it printed for the column.
    @Test(arguments: [
        ("123e4567e89b12d3a456426655440000", "123e4567-e89b-12d3-a456-426655440000"),
        ("6ccd780cbaba102695645b8c656024db", "6ccd780c-baba-1026-9564-5b8c656024db"),
        ("50451b95408145548d9d06a7996f842e", "50451b95-4081-4554-8d9d-06a7996f842e"),
        ("84a322d0d08744778b8e1b9717ef16a2", "84a322d0-d087-4477-8b8e-1b9717ef16a2"),
        ("ffffffffffffffffffffffffffffffff", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ])
    func `a UUID is printed as MariaDB prints it`(hex: String, expected: String) throws {
        #expect(try text([UInt8](hex: hex)) == expected)
    }

    @Test func `HC-037 zeros that were left out at the end of a UUID are put back`() throws {
        #expect(try text([UInt8](hex: "123e4567e89b12d3a45642665544")) == "123e4567-e89b-12d3-a456-426655440000")
        #expect(try text([]) == "00000000-0000-0000-0000-000000000000")
        #expect(try text([1]) == "01000000-0000-0000-0000-000000000000")
        let whole = [UInt8](1...16)
        for count in 0...16 {
            let padded = Array(whole[..<count]) + [UInt8](repeating: 0, count: 16 - count)
            #expect(try text(Array(whole[..<count])) == text(padded))
            #expect(try text(padded).filter { $0 != "-" } == padded.hex)
        }
    }

    @Test(arguments: [17, 18, 64, 300])
    func `more than 16 bytes are no UUID and write nothing`(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        var writer = TextWriter()
        #expect(throws: WireError(.trailing(count: count - 16), at: 16)) { try writer.append(uuid: bytes.span) }
        #expect(writer.count == 0)
    }
}
