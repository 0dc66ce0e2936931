// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

extension CharacterSet {
    /// The text of bytes given in hexadecimal digits.
    func text(_ hex: String) -> String { decode(bytes(hex).span) }

    /// The text of bytes given in hexadecimal digits, or nil.
    func exactText(_ hex: String) -> String? { decodeExactly(bytes(hex).span) }
}

/// The bytes given in hexadecimal digits; spaces do not count.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

@Suite struct CharacterSetDecodingTests {
    @Test func `HC-031 text of other sets is delivered as text`() {
        #expect(CharacterSet.latin1.text("E9") == "é")
        #expect(CharacterSet.gbk.text("B2E2 CAD4") == "测试")
        #expect(CharacterSet.latin1.text("C3A9") == "Ã©")
    }

    @Test func `HC-031 broken text is delivered with U+FFFD and said to be broken`() {
        #expect(CharacterSet.utf8mb4.text("FFED") == "\u{FFFD}\u{FFFD}")
        #expect(CharacterSet.utf8mb4.exactText("FFED") == nil)
        #expect(CharacterSet.gbk.text("61 FF 62") == "a\u{FFFD}b")
        #expect(CharacterSet.gbk.exactText("61 FF 62") == nil)
    }

    @Test func `HC-033 emoji are text in utf8mb4, and in a column that says utf8mb3`() {
        #expect(CharacterSet.utf8mb4.exactText("F09F9880") == "😀")
        #expect(CharacterSet.utf8mb3.exactText("F09F9880") == "😀")
    }

    @Test(arguments: CharacterSet.allCases)
    func `no bytes are no text`(set: CharacterSet) {
        #expect(set.exactText("") == "")
    }

    @Test func `binary keeps ASCII and nothing else`() {
        #expect(CharacterSet.binary.exactText("61 62") == "ab")
        #expect(CharacterSet.binary.text("61 C3A9 62") == "a\u{FFFD}\u{FFFD}b")
        #expect(CharacterSet.binary.exactText("61 C3A9 62") == nil)
    }

    @Test func `text goes behind what was written`() {
        var text = TextWriter()
        text.append(text: "name: ")
        let isExact = CharacterSet.latin2.write(bytes("E8 61").span, to: &text)
        #expect(isExact)
        #expect(text.string == "name: ča")
    }

    @Test(arguments: CharacterSet.allCases)
    func `any bytes are valid text, cut anywhere`(set: CharacterSet) {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for _ in 0..<300 {
            var sample: [UInt8] = []
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let byte = UInt8(truncatingIfNeeded: state >> 40)
                sample.append(state >> 60 < 4 ? byte & 0x7f : byte)
            }
            for count in 0...sample.count {
                var text = TextWriter()
                let cut = Array(sample[..<count])
                let isExact = set.write(cut.span, to: &text)
                let string = String(validating: text.bytes, as: UTF8.self)
                #expect(string != nil, "\(cut)")
                #expect(isExact == (set.decodeExactly(cut.span) != nil))
                if !isExact { #expect(string?.unicodeScalars.contains("\u{FFFD}") == true) }
            }
        }
    }

    @Test(arguments: CharacterSet.allCases)
    func `an ASCII byte behind any other byte is never swallowed by an undefined pair`(set: CharacterSet) {
        // In these, an ASCII byte does not stand for itself.
        guard ![.ucs2, .utf16, .utf16le, .utf32, .swe7].contains(set) else { return }
        for lead in UInt8(0x80)...0xff {
            for trail in UInt8(0)..<0x80 where set.decodeExactly([lead, trail].span) == nil {
                #expect(set.decode([lead, trail].span) == "\u{FFFD}" + String(Unicode.Scalar(trail)))
            }
        }
    }
}
