// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A set in which every byte is a character, or nothing.
struct SingleByteTable: CharacterDecoder, Sendable {
    /// The scalar of each byte; U+FFFD where there is none.
    private let scalars: [UInt16]
    let keepsASCII: Bool

    /// Only the bytes 00 to 7f stand for something.
    static let ascii = SingleByteTable("")

    /// Takes 256 scalars in hexadecimal digits, or the upper 128 of them where the lower are those of ASCII.
    init(_ text: String) {
        let listed = text.split { $0 == " " || $0 == "\n" }.map { UInt16($0, radix: 16) ?? 0xfffd }
        let ascii = Array(0..<UInt16(0x80))
        let scalars = listed.count > 0x80 ? listed : ascii + listed
        self.scalars = scalars + Array(repeating: 0xfffd, count: max(0, 0x100 - scalars.count))
        keepsASCII = scalars.starts(with: ascii)
    }

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        let scalar = scalars[Int(bytes[position])]
        return DecodedCharacter(scalar: scalar == 0xfffd ? nil : UInt32(scalar), byteCount: 1)
    }
}
