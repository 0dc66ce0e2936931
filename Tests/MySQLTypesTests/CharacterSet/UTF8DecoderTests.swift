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

    @Test func `damaged text of all planes is judged as the standard library judges it`() {
        let pieces = [
            "a", "plain ASCII of some length", "é", "Привет", "日本", "🎉", "\u{7ff}", "\u{800}", "\u{ffff}", "\u{10ffff}",
        ]
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        func random(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        for round in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0...random(6) { bytes += Array(pieces[random(pieces.count)].utf8) }
            for _ in 0..<(round % 3) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if round % 5 == 0 { bytes.removeLast(random(bytes.count)) }
            #expect(CharacterSet.utf8mb4.decodeExactly(bytes.span) == String(validating: bytes, as: UTF8.self))
            #expect(CharacterSet.utf8mb4.decode(bytes.span) == String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `U+FFFD in the text itself is a character`() {
        #expect(CharacterSet.utf8mb4.exactText("EFBFBD") == "\u{FFFD}")
        #expect(CharacterSet.ucs2.exactText("FFFD") == "\u{FFFD}")
    }
}
