// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct MySQLBitStringTests {
    private func form(_ bitCount: Int) -> StoredForm<MySQLBitString> {
        StoredForm(
            decode: { (reader) throws(WireError) in try MySQLBitString(from: &reader, bitCount: bitCount) },
            encode: { $0.encode(into: &$1) }
        )
    }

    @Test
    func `HC-012 bits stand highest first, and 64 of them are no negative number`() throws {
        #expect(try form(12).check("0abc", "101010111100").value == 0xabc)
        #expect(try form(64).check("ffffffffffffffff", String(repeating: "1", count: 64)).value == UInt64.max)
        #expect(try form(10).check("0201", "1000000001").value == 513)
        #expect(try form(1).check("01", "1").value == 1)
        #expect(try form(1).check("00", "0").value == 0)
        #expect(try form(6).check("2a", "101010").value == 42)
        #expect(try form(33).check("0100000002", "1" + String(repeating: "0", count: 30) + "10").value == 0x1_0000_0002)
    }

    @Test
    func `every number of bits is read and written back`() throws {
        var numbers = RepeatableNumbers(state: 16)
        for bitCount in 1...64 {
            let value = try #require(MySQLBitString(numbers.next(), bitCount: bitCount))
            #expect(value.description.utf8.count == bitCount)
            #expect(UInt64(value.description, radix: 2) == value.value)
            let bytes = form(bitCount).bytes(value)
            #expect(bytes.count == (bitCount + 7) / 8)
            #expect(try form(bitCount).value(bytes) == value)
        }
    }

    @Test(arguments: [(12, "1abc"), (1, "02"), (1, "ff"), (63, "8000000000000000")])
    func `a bit above the declared ones is refused`(bitCount: Int, hex: String) {
        form(bitCount).checkRefused(storedBytes(hex))
    }

    @Test(arguments: [0, -1, 65, Int.min, Int.max])
    func `a number of bits that no column can have is refused`(bitCount: Int) {
        form(bitCount).checkRefused([UInt8](repeating: 0, count: 16))
        #expect(MySQLBitString(1, bitCount: bitCount) == nil)
    }
}
