// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct DoubleByteTableTests {
    @Test(
        arguments: [
            (.big5, "A4A4 A4E5 F9D6", "中文\u{7881}"), (.gb2312, "D6D0 CEC4", "中文"), (.gbk, "D6D0 8140", "中丂"),
            (.euckr, "C7D1 B1DB 8141", "한글갂"),
        ] as [(CharacterSet, String, String)]
    )
    func `a set's own characters are read`(set: CharacterSet, hex: String, text: String) {
        #expect(set.exactText(hex) == text)
    }

    @Test func `a backslash as second byte is part of the character`() {
        #expect(CharacterSet.big5.exactText("A55C") == "功")
        #expect(CharacterSet.gbk.exactText("815C") == "乗")
    }

    @Test func `a lead without its trail is U+FFFD`() {
        #expect(CharacterSet.gbk.text("D6D0 D6") == "中\u{FFFD}")
        #expect(CharacterSet.gbk.text("D6 27") == "\u{FFFD}'")
    }

    @Test func `an undefined pair above 7f is one U+FFFD`() {
        #expect(CharacterSet.gb2312.text("A2A1 D6D0") == "\u{FFFD}中")
    }
}
