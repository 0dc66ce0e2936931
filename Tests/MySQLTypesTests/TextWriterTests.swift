// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct TextWriterTests {
    private func text(_ write: (inout TextWriter) -> Void) -> String {
        var writer = TextWriter()
        write(&writer)
        return writer.string
    }

    @Test
    func `text, bytes and spans are appended as they are`() {
        let bytes: [UInt8] = [0xc3, 0xa4]
        let written = text {
            $0.append("static ")
            $0.append(text: "string ")
            $0.append(copying: bytes.span)
            $0.append(UInt8(ascii: "!"))
        }
        #expect(written == "static string \u{e4}!")
    }

    @Test
    func `what was written can be forgotten in part and in whole`() {
        var writer = TextWriter(capacity: 16)
        writer.append("0123456789")
        writer.truncate(to: 4)
        #expect(writer.string == "0123")
        #expect(writer.count == 4)
        writer.removeAll()
        #expect(writer.count == 0)
        #expect(writer.bytes == [])
    }

    @Test(arguments: [0, 1, 15, 64, 1000])
    func `runs of any length stand behind each other, whatever room there was`(capacity: Int) {
        for length in 0...80 {
            var writer = TextWriter(capacity: capacity)
            var expected: [UInt8] = []
            for round in 0..<20 {
                let run = (0..<length).map { UInt8(truncatingIfNeeded: round &* 31 &+ $0) }
                writer.append(copying: run.span)
                writer.append(UInt8(round))
                expected += run + [UInt8(round)]
            }
            #expect(writer.bytes == expected)
            #expect(writer.count == expected.count)
        }
    }

    @Test
    func `what others hold is appended in whole and in part`() {
        var other = TextWriter()
        other.append("0123456789abcdefghijklmnop")
        let written = text {
            $0.append(other)
            $0.append(other, 3..<5)
            $0.append(other, 5..<5)
            $0.append(other, 9..<26)
        }
        #expect(written == "0123456789abcdefghijklmnop349abcdefghijklmnop")
    }

    @Test
    func `a copy keeps what it held`() {
        var writer = TextWriter()
        writer.append("one")
        let copy = writer
        writer.append("two")
        writer.truncate(to: 1)
        writer.append("x")
        #expect(copy.string == "one")
        #expect(writer.string == "ox")
    }

    @Test
    func `strings of every storage are appended`() {
        let long = String(repeating: "\u{e4}b", count: 40)
        #expect(text { $0.append(text: "") } == "")
        #expect(text { $0.append(text: long) } == long)
        #expect(text { $0.append(text: String(long.dropFirst())) } == String(long.dropFirst()))
    }
}
