// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A set in which a byte above 7f leads a character of two bytes.
struct DoubleByteTable: CharacterDecoder, Sendable {
    /// The scalar of each code from 8000 on; 0 where there is none.
    private let scalars: [UInt16]
    /// Whether a character begins with the byte, for each from 80 on.
    private let leads: [Bool]
    let keepsASCII = true

    /// Takes lines of a code in hexadecimal digits, a space and what stands at that code and those behind it.
    ///
    /// That is either the characters themselves, `_` where there is none, or `+`, a scalar and the number of scalars
    /// from there on, both in hexadecimal digits.
    init(base: DoubleByteTable? = nil, _ text: String) {
        var scalars = base?.scalars ?? Array(repeating: 0, count: 0x8000)
        for line in text.unicodeScalars.split(separator: "\n") {
            guard let space = line.firstIndex(of: " "), let code = Int(String(line[..<space]), radix: 16) else {
                continue
            }
            for (offset, scalar) in DoubleByteTable.run(line[line.index(after: space)...]).enumerated() {
                scalars[code - 0x8000 + offset] = scalar
            }
        }
        self.scalars = scalars
        leads = (0..<0x80).map { lead in scalars[(lead << 8)..<(lead << 8 + 0x100)].contains { $0 != 0 } }
    }

    /// The scalars that a line lists.
    private static func run(_ listed: Substring.UnicodeScalarView) -> [UInt16] {
        guard listed.first == "+" else {
            return listed.map { $0 == "_" ? 0 : UInt16(truncatingIfNeeded: $0.value) }
        }
        let numbers = listed.dropFirst().split(separator: " ").compactMap { UInt16(String($0), radix: 16) }
        guard let first = numbers.first, let count = numbers.last else { return [] }
        return (0..<count).map { first + $0 }
    }

    /// The scalar of the code `lead` `trail`, or nil where there is none.
    func scalar(lead: UInt8, trail: UInt8) -> UInt32? {
        guard lead >= 0x80 else { return nil }
        let scalar = scalars[Int(lead - 0x80) << 8 | Int(trail)]
        return scalar == 0 ? nil : UInt32(scalar)
    }

    /// The character of two bytes at `position`; without one, an ASCII byte behind a lead is left for the next character.
    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        let lead = bytes[position]
        guard lead >= 0x80, leads[Int(lead - 0x80)], bytes.count - position >= 2 else {
            return DecodedCharacter(scalar: nil, byteCount: 1)
        }
        let trail = bytes[position + 1]
        let scalar = scalar(lead: lead, trail: trail)
        return DecodedCharacter(scalar: scalar, byteCount: scalar == nil && trail < 0x80 ? 1 : 2)
    }
}
