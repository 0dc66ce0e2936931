// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Two bytes as GBK, or four with digits in second and fourth place, which reach all of Unicode.
///
/// Four bytes count in mixed base from 81308130; the first 39420 are the rest of the basic plane in runs, those from
/// 90308130 on are the other planes in order.
struct GB18030Decoder: CharacterDecoder, Sendable {
    /// The only one, made on first use.
    static let shared = GB18030Decoder()

    /// The count at which each run begins, ascending.
    private let starts: [UInt32]
    /// The scalar of the first code of each run.
    private let scalars: [UInt32]
    let keepsASCII = true

    private init() {
        let numbers = GB18030Decoder.ranges.split { $0 == " " || $0 == "\n" || $0 == ":" }
            .compactMap { UInt32($0, radix: 16) }
        starts = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
        scalars = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    }

    func character(at position: Int, of bytes: Span<UInt8>) -> DecodedCharacter {
        guard bytes.count - position >= 4, let count = count(at: position, of: bytes) else {
            return DoubleByteTable.gb18030.character(at: position, of: bytes)
        }
        return DecodedCharacter(scalar: scalar(count), byteCount: 4)
    }

    /// The distance of the four bytes at `position` from 81308130, or nil where they are not of that shape.
    private func count(at position: Int, of bytes: Span<UInt8>) -> UInt32? {
        var count: UInt32 = 0
        for index in 0..<4 {
            let range: ClosedRange<UInt8> = index & 1 == 0 ? 0x81...0xfe : 0x30...0x39
            let byte = bytes[position + index]
            guard range.contains(byte) else { return nil }
            // At most 126 * 10 * 126 * 10.
            count = count * UInt32(range.count) + UInt32(byte - range.lowerBound)
        }
        return count
    }

    /// The scalar at a distance from 81308130.
    private func scalar(_ count: UInt32) -> UInt32? {
        if count >= 189_000 { return count < 189_000 + 0x10_0000 ? count - 189_000 + 0x1_0000 : nil }
        guard count < 39_420 else { return nil }
        // The last run that begins at or before `count`; the first begins at 0.
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= count { low = middle } else { high = middle }
        }
        guard low < starts.count else { return nil }
        return scalars[low] + (count - starts[low])
    }
}
