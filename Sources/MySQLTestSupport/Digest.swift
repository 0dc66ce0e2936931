// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A number that follows from everything that was put into it, in its order.
///
/// Good for telling whether two walks saw the same, and so that no compiler leaves out what a walk reads.
public struct Digest: Sendable, Hashable {
    /// The number.
    public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Begins with nothing.
    public init() {}

    /// Puts a number in.
    public mutating func add(_ number: UInt64) {
        value = (value ^ number) &* 0x100_0000_01b3
        value ^= value >> 29
    }

    /// Puts bytes in.
    public mutating func add(_ bytes: Span<UInt8>) {
        add(UInt64(bytes.count))
        add(UInt64(CRC32.checksum(of: bytes)))
    }
}
