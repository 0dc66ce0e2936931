// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct ShiftJISDecoderTests {
    @Test func `the two Shift_JIS sets differ in dashes and extensions`() {
        #expect(CharacterSet.sjis.exactText("93FA 967B B6C5 815F 8160") == "日本ｶﾅ\\\u{301C}")
        #expect(CharacterSet.cp932.exactText("93FA 967B B6C5 815F 8160") == "日本ｶﾅ＼～")
        #expect(CharacterSet.cp932.exactText("8740 FA40 F040") == "①ⅰ\u{E000}")
        #expect(CharacterSet.sjis.exactText("8740") == nil)
    }

    @Test func `a cut or undefined character is U+FFFD`() {
        #expect(CharacterSet.sjis.text("93") == "\u{FFFD}")
        #expect(CharacterSet.sjis.text("85 40") == "\u{FFFD}@")
    }
}
