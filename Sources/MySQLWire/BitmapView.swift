// SPDX-License-Identifier: Apache-2.0

/// Bits seen in place, lowest bit of the first byte first, as in row images.
@frozen
public struct BitmapView: ~Escapable {
    /// The bytes that hold the bits; bits at or beyond ``count`` may hold anything.
    public let bytes: Span<UInt8>
    /// Bits that mean something.
    public let count: Int

    /// Bytes that `count` bits take.
    @inlinable
    public static func byteCount(_ count: Int) -> Int { (count &+ 7) >> 3 }

    /// Reads a bitmap of `count` bits; `count` is not negative.
    @inlinable
    @_lifetime(copy reader)
    public init(from reader: inout WireReader, count: Int) throws(WireError) {
        bytes = try reader.span(count: BitmapView.byteCount(count))
        self.count = count
    }

    /// Takes bytes that hold `count` bits at least.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = min(max(count, 0), bytes.count &* 8)
    }

    /// Whether the bit is set; false beyond ``count``.
    @inlinable
    @inline(__always)
    public subscript(_ index: Int) -> Bool {
        guard index >= 0, index < count else { return false }
        return bytes[index >> 3] & (1 << UInt8(truncatingIfNeeded: index & 7)) != 0
    }

    /// How many of the first ``count`` bits are set.
    @inlinable
    public var setCount: Int {
        var total = 0
        let whole = count >> 3
        for index in 0..<whole { total &+= bytes[index].nonzeroBitCount }
        let left = UInt8(truncatingIfNeeded: count & 7)
        if left > 0 { total &+= (bytes[whole] & (1 << left &- 1)).nonzeroBitCount }
        return total
    }

    /// The first 64 bits as a number, the first bit lowest; bits at or beyond ``count`` are 0.
    @inlinable
    public var word: UInt64 {
        var word: UInt64 = 0
        for index in 0..<min(bytes.count, 8) { word |= UInt64(bytes[index]) << UInt64(8 * index) }
        return count >= 64 ? word : word & ((1 << UInt64(count)) &- 1)
    }
}
