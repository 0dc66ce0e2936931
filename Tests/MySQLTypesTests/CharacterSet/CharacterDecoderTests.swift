// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct CharacterDecoderTests {
    @Test func `ASCII is kept between other characters`() {
        #expect(CharacterSet.sjis.exactText("61 82A0 62 63 B1 64") == "aあbcｱd")
        #expect(CharacterSet.latin1.exactText("61 E9 62 63 E8 64") == "aébcèd")
        #expect(CharacterSet.ascii.exactText("00 09 41 7F") == "\u{0}\tA\u{7F}")
    }

    @Test func `scalars of every length are written as UTF-8`() {
        let scalars: [Unicode.Scalar] = [
            "\u{0}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}",
            "\u{10FFFF}",
        ]
        for scalar in scalars {
            let value = scalar.value
            let big = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
            #expect(CharacterSet.utf32.decodeExactly(big.span) == String(scalar))
        }
    }

    @Test func `a long text is read in one pass`() {
        let count = 200_000
        let broken = [UInt8](repeating: 0xff, count: count)
        for set in [CharacterSet.utf8mb4, .gbk, .utf16, .ascii] {
            #expect(set.decode(broken.span).unicodeScalars.count == (set == .utf16 ? count / 2 : count))
        }
    }
}
