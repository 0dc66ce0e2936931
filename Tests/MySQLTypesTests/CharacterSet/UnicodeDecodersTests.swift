// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct UnicodeDecodersTests {
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

    @Test func `ucs2 is big-endian and has no surrogates`() {
        #expect(CharacterSet.ucs2.exactText("0041 20AC FFFF") == "A€\u{FFFF}")
        #expect(CharacterSet.ucs2.text("D83D DE00 0041") == "\u{FFFD}\u{FFFD}A")
        #expect(CharacterSet.ucs2.exactText("D83D DE00") == nil)
        #expect(CharacterSet.ucs2.text("0041 00") == "A\u{FFFD}")
    }

    @Test func `utf16 is big-endian, utf16le is not`() {
        #expect(CharacterSet.utf16.exactText("0041 20AC D83DDE00") == "A€😀")
        #expect(CharacterSet.utf16le.exactText("4100 AC20 3DD800DE") == "A€😀")
    }

    @Test func `a surrogate alone is ill-formed`() {
        #expect(CharacterSet.utf16.text("D83D 0041") == "\u{FFFD}A")
        #expect(CharacterSet.utf16.text("DE00 0041") == "\u{FFFD}A")
        #expect(CharacterSet.utf16.text("D83D D83DDE00") == "\u{FFFD}😀")
        #expect(CharacterSet.utf16.text("0041 D83D") == "A\u{FFFD}")
        #expect(CharacterSet.utf16le.text("3DD8 00") == "\u{FFFD}\u{FFFD}")
        #expect(CharacterSet.utf16.exactText("DBFF DFFF") == "\u{10FFFF}")
    }

    @Test func `utf32 is big-endian and ends at 10FFFF`() {
        #expect(CharacterSet.utf32.exactText("00000041 0001F600 0010FFFF") == "A😀\u{10FFFF}")
        for hex in ["00110000", "0000D800", "0000DFFF", "FFFFFFFF", "00", "0000", "0001F6"] {
            #expect(CharacterSet.utf32.text(hex) == "\u{FFFD}")
            #expect(CharacterSet.utf32.exactText(hex) == nil)
        }
    }

    @Test func `every scalar passes through each of them`() {
        var texts: [CharacterSet: [UInt8]] = [:]
        var expected = String.UnicodeScalarView()
        for value in stride(from: UInt32(0), to: 0x11_0000, by: 7) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            expected.append(scalar)
            texts[.utf8mb4, default: []] += UTF8.encode(scalar).map { Array($0) } ?? []
            texts[.utf32, default: []] += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
            for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
                let (high, low) = (UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit))
                texts[.utf16, default: []] += [high, low]
                texts[.utf16le, default: []] += [low, high]
            }
        }
        for (set, text) in texts {
            #expect(set.decodeExactly(text.span).map { $0 == String(expected) } == true, "\(set)")
        }
        #expect(texts.count == 4)
    }
}
