// SPDX-License-Identifier: Apache-2.0

extension WireReader {
    /// The next byte.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint8() throws(WireError) -> UInt8 {
        let start = try advance(1)
        return unsafe bytes[unchecked: start]
    }

    /// The next 2 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint16() throws(WireError) -> UInt16 {
        let start = try advance(2)
        return unsafe UInt16(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt16.self)
        )
    }

    /// The next 4 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint32() throws(WireError) -> UInt32 {
        let start = try advance(4)
        return unsafe UInt32(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)
        )
    }

    /// The next 8 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint64() throws(WireError) -> UInt64 {
        let start = try advance(8)
        return unsafe UInt64(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
        )
    }

    /// The next 3 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint24() throws(WireError) -> UInt32 {
        UInt32(truncatingIfNeeded: try littleEndian(width: 3))
    }

    /// The next 6 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint48() throws(WireError) -> UInt64 {
        try littleEndian(width: 6)
    }

    /// The next 7 bytes, little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func uint56() throws(WireError) -> UInt64 {
        try littleEndian(width: 7)
    }

    /// The next `width` bytes (1 to 8), little-endian, in the low bytes; what stands in the others means nothing.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func word(width: Int) throws(WireError) -> UInt64 {
        // One look, whether 8 bytes are left, stands for both: that the field is there and that 8 bytes can be loaded.
        guard UInt(bitPattern: width) <= 8, bytes.count &- position >= 8 else { return try littleEndian(width: width) }
        let start = position
        position &+= width
        return unsafe UInt64(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
        )
    }

    /// The next `width` bytes (1 to 8), little-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func littleEndian(width: Int) throws(WireError) -> UInt64 {
        let start = try advance(width)
        // One 8-byte load when the bytes behind the field are there to be loaded; they are masked away.
        if start &+ 8 <= bytes.count {
            let word = unsafe UInt64(
                littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
            )
            return word & (UInt64.max >> (64 &- UInt64(truncatingIfNeeded: width &* 8)))
        }
        return WireReader.lastLittleEndian(bytes, start, width)
    }

    /// The next `width` bytes (1 to 8), big-endian.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    public mutating func bigEndian(width: Int) throws(WireError) -> UInt64 {
        let start = try advance(width)
        if start &+ 8 <= bytes.count {
            let word = unsafe UInt64(
                bigEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
            )
            return word >> (64 &- UInt64(truncatingIfNeeded: width &* 8))
        }
        return WireReader.lastBigEndian(bytes, start, width)
    }

    /// The number in `width` bytes that stand so near the end that no 8 bytes can be loaded.
    @usableFromInline
    @inline(never)
    static func lastLittleEndian(_ bytes: Span<UInt8>, _ start: Int, _ width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(bytes[start + index]) << UInt64(8 * index) }
        return value
    }

    @usableFromInline
    @inline(never)
    static func lastBigEndian(_ bytes: Span<UInt8>, _ start: Int, _ width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<width { value = value << 8 | UInt64(bytes[start + index]) }
        return value
    }

    /// The next 4 bytes as an IEEE 754 single, little-endian.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func float() throws(WireError) -> Float {
        Float(bitPattern: try uint32())
    }

    /// The next 8 bytes as an IEEE 754 double, little-endian.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func double() throws(WireError) -> Double {
        Double(bitPattern: try uint64())
    }
}
