// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct UCS2DecoderTests {
    @Test func `ucs2 is big-endian and has no surrogates`() {
        #expect(CharacterSet.ucs2.exactText("0041 20AC FFFF") == "A€\u{FFFF}")
        #expect(CharacterSet.ucs2.text("D83D DE00 0041") == "\u{FFFD}\u{FFFD}A")
        #expect(CharacterSet.ucs2.exactText("D83D DE00") == nil)
        #expect(CharacterSet.ucs2.text("0041 00") == "A\u{FFFD}")
    }
}
