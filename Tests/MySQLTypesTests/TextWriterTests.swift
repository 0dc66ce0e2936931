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
    func `numbers are written as Swift prints them`() {
        var numbers: [UInt64] = [0, 9, 10, 99, 100, 101, 999, 1000, 65_535, UInt64.max, UInt64.max - 1, 1 << 63]
        var power: UInt64 = 1
        for _ in 0..<19 {
            power *= 10
            numbers += [power - 1, power, power + 1]
        }
        for number in numbers {
            #expect(text { $0.append(number) } == String(number))
            let signed = Int64(bitPattern: number)
            #expect(text { $0.append(signed) } == String(signed))
            #expect(text { $0.append(Int(signed)) } == String(signed))
        }
        #expect(text { $0.append(Int64.min) } == "-9223372036854775808")
    }

    @Test(arguments: [
        (0, 0, ""), (0, 1, "0"), (0, 3, "000"), (7, 0, "7"), (7, 2, "07"), (1234, 2, "1234"), (1234, 9, "000001234"),
        (1, 20, "00000000000000000001"), (1, 21, "00000000000000000001"), (5, -1, "5"),
    ])
    func `zeros fill up to the digits asked for`(value: UInt64, minimumDigits: Int, expected: String) {
        #expect(text { $0.append(value, minimumDigits: minimumDigits) } == expected)
    }

    @Test
    func `two digits are two, and from 100 on three`() {
        for value in UInt8.min...UInt8.max {
            let expected = value < 10 ? "0\(value)" : "\(value)"
            #expect(text { $0.append(twoDigits: value) } == expected)
        }
    }

    @Test
    func `bytes are written in hexadecimal of either case`() {
        #expect(text { $0.append(hex: 0xaf) } == "af")
        #expect(text { $0.append(hex: 0xaf, uppercase: true) } == "AF")
        for value in UInt8.min...UInt8.max {
            let expected = (value < 16 ? "0" : "") + String(value, radix: 16)
            #expect(text { $0.append(hex: value) } == expected)
        }
    }

    @Test(arguments: 0...40)
    func `runs of bytes are written in hexadecimal and base64`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(text { $0.append(hex: bytes.span) } == hex)
        #expect(text { $0.append(hex: bytes.span, uppercase: true) } == hex.uppercased())
        for zeros in 0...7 {
            let whole = bytes + Array(repeating: 0, count: zeros)
            #expect(text { $0.append(base64: bytes.span, zeros: zeros) } == base64(whole))
        }
        #expect(text { $0.append(base64: bytes.span, zeros: -1) } == base64(bytes))
    }

    @Test
    func `each digit of base64 has its letter`() {
        let all = (0...255).flatMap { [UInt8($0), UInt8($0) ^ 0xff, UInt8($0) &* 3] }
        #expect(text { $0.append(base64: all.span) } == base64(all))
    }

    /// RFC 4648, digit by digit.
    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        var result = ""
        for start in stride(from: 0, to: bits.count, by: 6) {
            result.append(
                alphabet[(0..<6).reduce(0) { $0 * 2 + (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }]
            )
        }
        return result + String(repeating: "=", count: (4 - result.count % 4) % 4)
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
}
