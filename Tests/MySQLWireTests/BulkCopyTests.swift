// SPDX-License-Identifier: Apache-2.0

import MySQLWire
import Testing

struct BulkCopyTests {
    @Test(arguments: [[], [1], Array(0...255)] as [[UInt8]])
    func `A copy holds the same bytes`(bytes: [UInt8]) {
        #expect([UInt8](copying: bytes.span) == bytes)
        var target: [UInt8] = [9]
        target.append(copying: bytes.span)
        #expect(target == [9] + bytes)
    }

    @Test func `A literal is appended as UTF-8`() {
        var target: [UInt8] = []
        target.append("aä")
        target.append("")
        #expect(target == [0x61, 0xc3, 0xa4])
    }

    @Test(arguments: [([0x61, 0xc3, 0xa4], "aä"), ([], ""), ([0x00], "\0")] as [([UInt8], String)])
    func `UTF-8 becomes text`(bytes: [UInt8], text: String) {
        #expect(String(exactly: bytes.span) == text)
        #expect(String(repairing: bytes.span) == text)
    }

    @Test(
        arguments: [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80]] as [[UInt8]]
    )
    func `Ill-formed UTF-8 is repaired or refused`(bytes: [UInt8]) {
        #expect(String(exactly: bytes.span) == nil)
        #expect(String(repairing: bytes.span).contains("\u{fffd}"))
    }

    @Test func `Runs are equal when their bytes are`() {
        let bytes: [UInt8] = [0x61, 0x62, 0x63]
        #expect(bytes.span.equals("abc") == true)
        #expect(bytes.span.equals("abd") == false)
        #expect(bytes.span.equals("ab") == false)
        #expect(bytes.span.equals("") == false)
        #expect(bytes.span.equals([0x61, 0x62, 0x63].span) == true)
        #expect(bytes.span.equals([0x61, 0x62].span) == false)
        #expect(bytes.span.equals([0x61, 0x62, 0x64].span) == false)
        let empty: [UInt8] = []
        #expect(empty.span.equals(empty.span) == true)
        #expect(empty.span.equals("") == true)
    }

    @Test(arguments: 1...33) func `Runs that differ in any one byte are not equal`(_ count: Int) {
        let bytes = (0..<count).map { UInt8($0) }
        #expect(bytes.span.equals([UInt8](bytes).span) == true)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 0x80
            #expect(bytes.span.equals(other.span) == false, "byte \(index)")
        }
    }
}
