// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct ServerAnswersTests {
    /// One line per set that is read by a table.
    static let answers = ServerAnswers.mappings.split(separator: "\n").map(String.init)

    @Test(arguments: answers)
    func `every code means what the servers say`(answer: String) throws {
        let words = answer.split(separator: " ")
        let set = try #require(CharacterSet(name: String(words[0])))
        let codes = Codes(of: set)
        #expect(codes.count == Int(words[1]))
        #expect(codes.checksum == UInt32(words[2], radix: 16))
    }

    @Test func `the servers were asked about every set with a table`() {
        let unicode: Set<CharacterSet> = [.binary, .ucs2, .utf16, .utf16le, .utf32, .utf8mb3, .utf8mb4]
        #expect(ServerAnswersTests.answers.count == CharacterSet.allCases.count - unicode.count)
    }
}

/// All codes of a set, read by the decoder under test.
private struct Codes {
    /// Codes that stand for a character.
    private(set) var count = 0
    private var pairs = WireWriter()

    var checksum: UInt32 { CRC32.checksum(of: pairs.bytes.span) }

    init(of set: CharacterSet) {
        for byte in UInt32(0)..<0x100 { add(byte, width: 1, of: set) }
        if set.maximumBytesPerCharacter > 1 {
            for code in UInt32(0x8000)..<0x1_0000 { add(code, width: 2, of: set) }
        }
        if set.maximumBytesPerCharacter == 3 {
            for code in UInt32(0x8f_0000)..<0x90_0000 { add(code, width: 3, of: set) }
        }
        if set == .gb18030 { addFourByteCodes() }
    }

    private mutating func add(_ code: UInt32, width: Int, of set: CharacterSet) {
        let bytes = (0..<width).reversed().map { UInt8(truncatingIfNeeded: code >> UInt32(8 * $0)) }
        guard let text = set.decodeExactly(bytes.span) else { return }
        let scalars = text.unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1 else { return }
        add(code, scalar)
    }

    /// Adds the codes of GB 18030 with digits in second and fourth place, 1260 at a time.
    private mutating func addFourByteCodes() {
        for lead in UInt32(0x81)...0xfe {
            for second in UInt32(0x30)...0x39 {
                var codes: [UInt32] = []
                var bytes: [UInt8] = []
                for third in UInt32(0x81)...0xfe {
                    for fourth in UInt32(0x30)...0x39 {
                        let code = [lead, second, third, fourth]
                        codes.append(code.reduce(0) { $0 << 8 | $1 })
                        bytes += code.map { UInt8($0) }
                    }
                }
                let scalars = CharacterSet.gb18030.decode(bytes.span).unicodeScalars
                guard scalars.count == codes.count else { continue }
                for (code, scalar) in zip(codes, scalars) where scalar != "\u{FFFD}" || code == 0x8431_a437 {
                    add(code, scalar)
                }
            }
        }
    }

    private mutating func add(_ code: UInt32, _ scalar: Unicode.Scalar) {
        count += 1
        pairs.uint32(code)
        pairs.uint32(scalar.value)
    }
}
