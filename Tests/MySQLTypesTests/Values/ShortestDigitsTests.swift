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
}
