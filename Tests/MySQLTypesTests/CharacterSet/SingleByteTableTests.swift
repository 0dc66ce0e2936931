// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct SingleByteTableTests {
    @Test(
        arguments: [
            (.latin1, "80 81 8D 8F 90 9D FF", "€\u{81}\u{8D}\u{8F}\u{90}\u{9D}ÿ"), (.latin2, "B1 80", "ą\u{80}"),
            (.latin5, "DD FD", "İı"), (.latin7, "E0 A1", "ą”"), (.cp850, "80 D5", "Çı"), (.cp852, "A5 9F", "ąč"),
            (.cp866, "80 FC FD", "А\u{207F}²"), (.cp1250, "9A E8", "šč"), (.cp1251, "C0 FF B8", "Аяё"),
            (.cp1256, "C7 80", "ا€"), (.cp1257, "E0 C8", "ąČ"), (.koi8r, "C1 D1", "ая"), (.koi8u, "A4 95", "є•"),
            (.hebrew, "E0 AF", "א\u{203E}"), (.greek, "E1 A1 A2", "α\u{2BD}\u{2BC}"), (.tis620, "A1 FB 80", "ก๛\u{80}"),
            (.dec8, "A8 D7 F7 DD FD E9", "¤ŒœŸÿé"), (.swe7, "5B 5C 5D 40 7B 00 41", "ÄÖÅÉä\u{0}A"),
            (.armscii8, "B2 B3 A2", "\u{531}\u{561}§"), (.geostd8, "C0 E5 FD", "\u{10D0}\u{10F5}№"),
            (.keybcs2, "83 80 9F", "ďČť"), (.macce, "8B", "č"), (.macroman, "8E 80", "éÄ"), (.hp8, "C5", "é"),
        ] as [(CharacterSet, String, String)]
    )
    func `a set's own letters are read`(set: CharacterSet, hex: String, text: String) {
        #expect(set.exactText(hex) == text)
    }

    @Test(
        arguments: [
            (.ascii, "80"), (.cp1256, "8A"), (.tis620, "A0"), (.greek, "A4"), (.dec8, "FF"), (.geostd8, "FF"),
            (.swe7, "80"), (.cp1250, "81"), (.hebrew, "A1"),
        ] as [(CharacterSet, String)]
    )
    func `a byte without a character is U+FFFD`(set: CharacterSet, hex: String) {
        #expect(set.text("41" + hex + "41") == "A\u{FFFD}A")
        #expect(set.exactText(hex) == nil)
    }

    @Test func `every byte of latin1 is a character`() {
        #expect(CharacterSet.latin1.decodeExactly(Array(0...255).span)?.unicodeScalars.count == 256)
    }
}
