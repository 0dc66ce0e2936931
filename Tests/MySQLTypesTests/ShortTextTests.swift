// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct ShortTextTests {
    private static func written(_ text: ShortText, _ value: Int64) -> String {
        var writer = TextWriter()
        writer.append(text, value)
        return writer.string
    }

    @Test func `text of up to 16 bytes stands before a number, longer text is refused`() throws {
        for count in 0...16 {
            let bytes = (0..<count).map { UInt8(ascii: "a") + UInt8($0) }
            let short = ShortText(bytes.span)
            let text = try #require(short)
            let string = String(decoding: bytes, as: UTF8.self)
            #expect(ShortTextTests.written(text, 7) == string + "7")
            #expect(ShortTextTests.written(text, -12) == string + "-12")
            #expect(ShortTextTests.written(text.withoutFirst, 0) == String(string.dropFirst()) + "0")
        }
        let long = [UInt8](repeating: 0x61, count: 17)
        let refused = ShortText(long.span)
        #expect(refused == nil)
    }

    @Test func `numbers of every length are those that the standard library writes`() throws {
        let bytes = Array(",\"k\":".utf8)
        let short = ShortText(bytes.span)
        let text = try #require(short)
        var writer = TextWriter()
        var expected = ""
        var value: UInt64 = 1
        var values: [UInt64] = [0, .max, .max - 1]
        while value < .max / 10 {
            values += [value - 1, value, value + 1]
            value *= 10
        }
        for value in values {
            writer.append(text, value)
            expected += ",\"k\":\(value)"
            for signed in [Int64(truncatingIfNeeded: value), .min, .max] {
                writer.append(text, signed)
                expected += ",\"k\":\(signed)"
            }
        }
        #expect(writer.string == expected)
    }
}
