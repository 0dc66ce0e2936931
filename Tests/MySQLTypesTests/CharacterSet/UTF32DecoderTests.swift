// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct UTF32DecoderTests {
    @Test func `utf32 is big-endian and ends at 10FFFF`() {
        #expect(CharacterSet.utf32.exactText("00000041 0001F600 0010FFFF") == "A😀\u{10FFFF}")
        for hex in ["00110000", "0000D800", "0000DFFF", "FFFFFFFF", "00", "0000", "0001F6"] {
            #expect(CharacterSet.utf32.text(hex) == "\u{FFFD}")
            #expect(CharacterSet.utf32.exactText(hex) == nil)
        }
    }
}
