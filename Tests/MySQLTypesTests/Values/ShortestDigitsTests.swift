// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct ShortestDigitsTests {
    private func serverText(_ value: Float) -> String {
        var text = TextWriter()
        text.append(asServer: value)
        return text.string
    }

    @Test(arguments: [
        (1_234_565 as Float, "1234560"), (1_234_575, "1234580"), (123_456.5, "123456"), (123_457.5, "123458"),
        (999_999.5, "1000000"), (9_999_995, "10000000"), (9_999_994, "9999990"),
        (0.999_999_5, "1"), (0.999_999_4, "0.999999"),
    ])
    func `six digits are the nearest six digits, and a tie goes to the even one`(value: Float, expected: String) {
        #expect(serverText(value) == expected)
    }

    @Test(arguments: 0...38)
    func `powers of ten keep one digit`(exponent: Int) throws {
        var text = TextWriter()
        text.append(try #require(Double("1e\(exponent)")))
        text.append(" ")
        text.append(try #require(Double("1e-\(exponent)")))
        let large = exponent < 15 ? "1" + String(repeating: "0", count: exponent) : "1e\(exponent)"
        let fraction = "0." + String(repeating: "0", count: max(0, exponent - 1)) + "1"
        let small = exponent == 0 ? "1" : exponent <= 15 ? fraction : "1e-\(exponent)"
        #expect(text.string == large + " " + small)
    }

    @Test(arguments: 0..<2047)
    func `numbers of each binary exponent have the digits that the standard library finds`(exponent: UInt64) {
        var numbers = RepeatableNumbers(state: exponent + 1)
        for round in 0..<60 {
            // Powers of two, whose lower neighbour is nearer, the numbers beside them, and any others.
            let edges: [UInt64] = [0, 1, (1 << 52) - 1]
            let fraction = round < 3 ? edges[round] : numbers.next() >> 12
            let value = Double(bitPattern: exponent << 52 | fraction)
            var text = TextWriter()
            text.append(value)
            #expect(digits(text.string) == digits(value.description) && Double(text.string) == value)
        }
    }

    @Test(arguments: 0..<255)
    func `singles of each binary exponent have the digits that the standard library finds`(exponent: UInt32) {
        var numbers = RepeatableNumbers(state: UInt64(exponent) + 1)
        for round in 0..<60 {
            let edges: [UInt32] = [0, 1, (1 << 23) - 1]
            let fraction = round < 3 ? edges[round] : UInt32(truncatingIfNeeded: numbers.next() >> 41)
            let value = Float(bitPattern: exponent << 23 | fraction)
            var text = TextWriter()
            text.append(value)
            #expect(digits(text.string) == digits(value.description) && Float(text.string) == value)
        }
    }

    /// The digits of a number without its exponent and the zeros at either end.
    private func digits(_ text: String) -> String {
        let all = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return String(String(all.reversed().drop { $0 == "0" }.reversed()))
    }

    @Test(arguments: [1.0, 10, 100, 1000, 10_000, 100_000])
    func `numbers of few decimals have the fewest digits, and so have their neighbours`(unit: Double) {
        var numbers = RepeatableNumbers(state: UInt64(unit))
        var smallest = 0
        for _ in 0..<2000 {
            // Up to 15 digits, of all lengths; the standard library prints no exponent from 0.0001 to 2^53.
            let digits = numbers.next() % 1_000_000_000_000_000 >> (numbers.next() % 50)
            let value = Double(digits) / unit
            for number in [value, value.nextUp, value.nextDown] where number >= 0.0001 && number < 1e15 {
                var text = TextWriter()
                text.append(-number)
                var expected = (-number).description
                if expected.hasSuffix(".0") { expected.removeLast(2) }
                #expect(text.string == expected)
                smallest += number < 1 ? 1 : 0
            }
        }
        #expect(unit < 1000 || smallest > 0)
    }

    @Test(arguments: [
        (0.1 + 0.2, "0.30000000000000004"), (0.3, "0.3"), (0.0001, "0.0001"), (0.00001, "0.00001"), (12.5, "12.5"),
        (1234.5678, "1234.5678"), (1234.56789, "1234.56789"), (99_999_999_999_999.9, "99999999999999.9"),
        (999_999_999_999_999.9, "999999999999999.9"), (4.35, "4.35"), (4.349_999_999_999_999_6, "4.35"),
        (4.349_999_999_999_999, "4.349999999999999"), (1.000_000_000_000_000_2, "1.0000000000000002"),
    ])
    func `a number is not taken for a shorter one beside it`(value: Double, expected: String) {
        var text = TextWriter()
        text.append(value)
        #expect(text.string == expected)
    }
}
