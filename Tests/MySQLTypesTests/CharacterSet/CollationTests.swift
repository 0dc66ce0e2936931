// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

@Suite struct CollationTests {
    @Test(
        arguments: [
            (8, .latin1), (33, .utf8mb3), (45, .utf8mb4), (63, .binary), (247, .utf8mb4), (250, .gb18030),
            (255, .utf8mb4), (323, .utf8mb4), (1025, .big5), (2048, .utf8mb3), (2303, nil), (2304, .utf8mb4),
            (2503, .utf8mb4), (2560, .ucs2), (3271, .utf32), (0, nil), (17, nil), (3272, nil), (.max, nil),
        ] as [(UInt32, CharacterSet?)]
    )
    func `HC-033 a number leads to its set, an unknown one to none`(number: UInt32, set: CharacterSet?) {
        #expect(Collation(rawValue: number).characterSet == set)
    }

    @Test func `HC-033 every collation of three servers is known`() throws {
        var count = 0
        for line in ServerAnswers.collations.split(separator: "\n") {
            let words = line.split(separator: " ")
            let set = try #require(CharacterSet(name: String(words[0])))
            for word in words.dropFirst() {
                let ends = word.split(separator: "-").compactMap { UInt32($0) }
                let (first, last) = (try #require(ends.first), try #require(ends.last))
                for number in first...last {
                    #expect(Collation(rawValue: number).characterSet == set, "collation \(number)")
                    count += 1
                }
            }
        }
        #expect(count > 1000)
    }

    @Test func `every set has a collation`() {
        let sets = Set((0...4000).compactMap { Collation(rawValue: $0).characterSet })
        #expect(sets == Set(CharacterSet.allCases))
    }

    @Test func `only 63 is binary`() {
        #expect((0...4000).filter { Collation(rawValue: $0).isBinary } == [63])
        #expect((0...4000).filter { Collation(rawValue: $0).characterSet == .binary } == [63])
        #expect(Collation.binary.isBinary)
        #expect(Collation.utf8mb4GeneralCI.characterSet == .utf8mb4)
    }
}
