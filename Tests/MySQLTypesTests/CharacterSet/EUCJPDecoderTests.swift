// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct EUCJPDecoderTests {
    @Test func `the two EUC sets differ in dashes and extensions`() {
        #expect(CharacterSet.ujis.exactText("C6FC CBDC A1C0 A1C1") == "日本\\\u{301C}")
        #expect(CharacterSet.eucjpms.exactText("C6FC CBDC A1C0 A1C1 ADA1") == "日本＼～①")
    }

    @Test func `8e leads half-width katakana and 8f three bytes`() {
        #expect(CharacterSet.ujis.exactText("8EB6 8FB0A1 61") == "ｶ丂a")
        #expect(CharacterSet.eucjpms.exactText("8EB6 8FB0A1 61") == "ｶ丂a")
    }

    @Test func `a cut or undefined character is U+FFFD`() {
        for set in [CharacterSet.ujis, .eucjpms] {
            #expect(set.text("8E") == "\u{FFFD}")
            #expect(set.text("8E 41") == "\u{FFFD}A")
            #expect(set.text("8F B0") == "\u{FFFD}\u{FFFD}")
            #expect(set.text("8F 41 42") == "\u{FFFD}AB")
            #expect(set.text("8F B0 41") == "\u{FFFD}\u{FFFD}A")
            #expect(set.text("C6") == "\u{FFFD}")
        }
    }
}
