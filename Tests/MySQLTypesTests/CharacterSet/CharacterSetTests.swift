// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct CharacterSetTests {
    @Test func `HC-033 every name a server uses is known`() {
        let names = """
            armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 \
            gb2312 gbk geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis \
            swe7 tis620 ucs2 ujis utf16 utf16le utf32 utf8mb3 utf8mb4
            """.split(separator: " ").map(String.init)
        #expect(names.count == 41)
        #expect(names.map { CharacterSet(name: $0)?.name } == names)
        #expect(CharacterSet.allCases.map(\.name) == names)
    }

    @Test func `HC-033 utf8 of older servers is utf8mb3`() {
        #expect(CharacterSet(name: "utf8") == .utf8mb3)
        #expect(CharacterSet(name: "UTF8MB4") == .utf8mb4)
    }

    @Test(arguments: ["", "utf-8", "utf8mb5", "latin9", "utf8mb4_bin"])
    func `HC-033 a name that no server uses is nil`(name: String) {
        #expect(CharacterSet(name: name) == nil)
    }

    @Test func `only binary is binary`() {
        #expect(CharacterSet.allCases.filter(\.isBinary) == [.binary])
    }

    @Test func `the most bytes of a character are those of the server's maxlen`() {
        func sets(_ count: Int) -> [CharacterSet] {
            CharacterSet.allCases.filter { $0.maximumBytesPerCharacter == count }
        }
        #expect(sets(4) == [.gb18030, .utf16, .utf16le, .utf32, .utf8mb4])
        #expect(sets(3) == [.eucjpms, .ujis, .utf8mb3])
        #expect(sets(2) == [.big5, .cp932, .euckr, .gb2312, .gbk, .sjis, .ucs2])
        #expect(sets(1).count == 26)
    }

    @Test func `a set is written by its name`() {
        #expect("\(CharacterSet.utf8mb4)" == "utf8mb4")
    }
}
