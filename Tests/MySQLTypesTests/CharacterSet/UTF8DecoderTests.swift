// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct UTF8DecoderTests {
    @Test(
        arguments: [
            "", "41", "C3A9", "E282AC", "F09F9880", "61 C3 62", "E2 82", "F0 9F 98", "C0 80", "ED A0 80", "F4 90 80 80",
            "F8 88 80 80 80", "80", "BF BF", "61 E2 28 A1 62", "FE FF", "EF BF BD", "F0 80 80 80", "C3",
        ]
    )
    func `utf8 is repaired as the standard library repairs it`(hex: String) {
        let repaired = String(decoding: bytes(hex), as: UTF8.self)
        let exact = String(validating: bytes(hex), as: UTF8.self)
        for set in [CharacterSet.utf8mb3, .utf8mb4] {
            #expect(set.text(hex) == repaired)
            #expect(set.exactText(hex) == exact)
        }
    }

    @Test func `U+FFFD in the text itself is a character`() {
        #expect(CharacterSet.utf8mb4.exactText("EFBFBD") == "\u{FFFD}")
        #expect(CharacterSet.ucs2.exactText("FFFD") == "\u{FFFD}")
    }
}
