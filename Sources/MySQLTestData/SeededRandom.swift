// SPDX-License-Identifier: Apache-2.0

/// Random numbers that a seed repeats (SplitMix64).
///
/// Put ``description`` into the comment of an expectation, so that a failure names its seed:
///
/// ```swift
/// var random = SeededRandom()
/// #expect(decoded == expected, "\(random)")
/// ```
///
/// `MYSQL_TEST_SEED` in the environment replaces the default seed.
public struct SeededRandom: RandomNumberGenerator, Sendable, CustomStringConvertible {
    /// What the numbers follow from.
    public let seed: UInt64
    private var state: UInt64

    /// Starts from `seed`.
    public init(seed: UInt64 = SeededRandom.defaultSeed) {
        self.seed = seed
        state = seed
    }

    /// The number in the environment variable `MYSQL_TEST_SEED`, else a fixed one: tests repeat unless asked not to.
    public static let defaultSeed: UInt64 = {
        guard let text = environmentValue("MYSQL_TEST_SEED"), let seed = UInt64(text) else { return 0x5eed }
        return seed
    }()

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The next `count` bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: next())) }
        return bytes
    }

    /// How to repeat the numbers.
    public var description: String { "MYSQL_TEST_SEED=\(seed)" }
}
