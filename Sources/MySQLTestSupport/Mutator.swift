// SPDX-License-Identifier: Apache-2.0

/// Damages bytes the way broken files, networks and liars do; the same seed does the same damage.
public struct Mutator: Sendable {
    /// Where the choices come from.
    public var random: SeededRandom

    /// Starts with the choices of `random`.
    public init(_ random: SeededRandom = SeededRandom()) {
        self.random = random
    }

    /// A copy of `bytes` with one to four kinds of damage.
    public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&result) }
        return result
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = random.bytes(Int.random(in: 1...8, using: &random))
            return
        }
        let start = Int.random(in: bytes.indices, using: &random)
        let run = start..<min(bytes.count, start + Int.random(in: 1...8, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[start] = UInt8.random(in: .min ... .max, using: &random)
        case 2: bytes.insert(contentsOf: random.bytes(run.count), at: start)
        case 3: bytes.removeSubrange(run)
        case 4: bytes.insert(contentsOf: bytes[run], at: start)
        case 5: bytes.removeSubrange(start...)
        default: exaggerate(&bytes, at: start)
        }
    }

    /// Makes the bytes at `start`, which may be a length, as large or as small as lengths get.
    private mutating func exaggerate(_ bytes: inout [UInt8], at start: Int) {
        let width = [1, 2, 3, 4, 8].randomElement(using: &random) ?? 1
        let extremes: [UInt64] = [
            0, 1, 0x7f, 0x80, 0xfa, 0xfb, 0xfe, 0xff, 0x7fff_ffff, 0x8000_0000, 1 << 63, .max - 1, .max,
        ]
        let value = extremes.randomElement(using: &random) ?? .max
        for index in 0..<width where start + index < bytes.count {
            bytes[start + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }
}
