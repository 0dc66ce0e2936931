// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct UTF16DecoderTests {
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
            let isSame = set.decodeExactly(text.span)?.unicodeScalars.elementsEqual(expected)
            #expect(isSame == true, "\(set)")
        }
        #expect(texts.count == 4)
    }
}
