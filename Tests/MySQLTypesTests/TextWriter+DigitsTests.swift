// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import Testing

struct TextWriterDigitsTests {
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

    @Test
    func `every number of digits is written`() {
        var random = SeededRandom(seed: 0x0d16175)
        for bits in 1...64 as ClosedRange<UInt64> {
            for _ in 0..<200 {
                let number = random.next() >> (64 - bits)
                #expect(text { $0.append(number) } == String(number))
                #expect(text { $0.append(-Int64(bitPattern: number >> 1)) } == String(-Int64(bitPattern: number >> 1)))
            }
        }
        for number in UInt64(0)...10_100 {
            #expect(text { $0.append(number) } == String(number))
            #expect(text { $0.append(number * 10_000 + 9_999) } == String(number * 10_000 + 9_999))
        }
    }
}
