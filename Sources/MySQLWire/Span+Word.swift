// SPDX-License-Identifier: Apache-2.0

extension Span<UInt8> {
    /// The 8 bytes at `offset` as a little-endian number, the first of them lowest; zeros stand for bytes beyond the end.
    ///
    /// - Parameter offset: Any number; outside the bytes there are zeros only.
    /// - Returns: The bytes; none of them is read from outside.
    @inlinable
    @inline(__always)
    public func word(at offset: Int) -> UInt64 {
        // The first comparison keeps the second from overflowing, both keep the load inside.
        guard offset >= 0, count &- 8 >= offset else { return lastWord(at: offset) }
        return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// What ``word(at:)`` is where fewer than 8 bytes are left.
    @inlinable
    func lastWord(at offset: Int) -> UInt64 {
        guard offset >= 0, offset < count else { return 0 }
        if count >= 8 {
            // The last 8 bytes, without those in front of `offset`: 1 to 7 of them.
            let last = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: count &- 8, as: UInt64.self)
            return UInt64(littleEndian: last) &>> UInt64(truncatingIfNeeded: 8 &* (8 &- (count &- offset)))
        }
        var word: UInt64 = 0
        for index in offset..<count { word |= UInt64(unsafe self[unchecked: index]) << UInt64(8 &* (index &- offset)) }
        return word
    }
}
