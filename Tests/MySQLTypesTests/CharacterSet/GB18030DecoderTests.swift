// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct GB18030DecoderTests {
    @Test(
        arguments: [
            ("D6D0 CEC4", "中文"), ("8130 8130", "\u{80}"), ("8431A439", "\u{FFFF}"), ("90308130", "\u{10000}"),
            ("E3329A35", "\u{10FFFF}"), ("9439FC36", "😀"), ("A8BC", "ḿ"), ("8135F437", "\u{E7C7}"), ("A2E3", "€"),
        ]
    )
    func `codes of two and four bytes are read`(hex: String, text: String) {
        #expect(CharacterSet.gb18030.exactText(hex) == text)
    }

    @Test(arguments: ["8431A530", "8F39FE39", "E3329A36", "FE39FE39"])
    func `four bytes beyond the last scalar are one U+FFFD`(hex: String) {
        #expect(CharacterSet.gb18030.text(hex + "41") == "\u{FFFD}A")
    }

    @Test func `a cut code keeps its digits as text`() {
        #expect(CharacterSet.gb18030.text("81") == "\u{FFFD}")
        #expect(CharacterSet.gb18030.text("81 30") == "\u{FFFD}0")
        #expect(CharacterSet.gb18030.text("81 30 81") == "\u{FFFD}0\u{FFFD}")
        #expect(CharacterSet.gb18030.text("81 30 41 42") == "\u{FFFD}0AB")
    }
}
