// SPDX-License-Identifier: Apache-2.0

extension WireReader {
    /// A length-encoded integer: one byte below 0xfb, or 0xfc, 0xfd, 0xfe and 2, 3, 8 bytes little-endian.
    ///
    /// Longer forms of small numbers are accepted, as the servers do. 0xfb (NULL) and 0xff (error) begin no length.
    ///
    /// Source: MySQL 9.7, `mysys/pack.cc`, `net_field_length_ll_safe`.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func lengthEncodedInteger() throws(WireError) -> UInt64 {
        let start = position
        let first = try uint8()
        if first < 0xfb { return UInt64(first) }
        do throws(WireError) {
            switch first {
            case 0xfc: return UInt64(try uint16())
            case 0xfd: return UInt64(try uint24())
            case 0xfe: return try uint64()
            default: throw WireError(.invalidLengthPrefix(first), at: start)
            }
        } catch {
            position = start
            throw error
        }
    }

    /// A length-encoded count of bytes, checked against what is left.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func lengthEncodedCount() throws(WireError) -> Int {
        let start = position
        let count = try lengthEncodedInteger()
        guard count <= UInt64(remaining) else {
            position = start
            throw WireError(.impossibleCount(count), at: start)
        }
        return Int(count)
    }

    /// A length-encoded run of bytes, in place.
    @inlinable
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func lengthEncodedSpan() throws(WireError) -> Span<UInt8> {
        let count = try lengthEncodedCount()
        return try span(count: count)
    }

    /// Bytes up to the next zero byte, which is consumed and not returned.
    @inlinable
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func nullTerminatedSpan() throws(WireError) -> Span<UInt8> {
        var end = position
        while end < bytes.count {
            if unsafe bytes[unchecked: end] == 0 {
                let text = try span(count: end &- position)
                position &+= 1
                return text
            }
            end &+= 1
        }
        throw WireError(.unterminatedString, at: position)
    }

    /// A packed integer of the serialization library: the number of trailing one bits in the first byte tells how many
    /// bytes follow it, the value stands above those bits; 0xff is followed by 8 whole bytes.
    ///
    /// Source: MySQL 9.7, `libs/mysql/serialization/variable_length_integers.h`.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func packedInteger() throws(WireError) -> UInt64 {
        let start = position
        let first = try uint8()
        let following = (~first).trailingZeroBitCount
        if following == 0 { return UInt64(first) >> 1 }
        do throws(WireError) {
            if following >= 8 { return try uint64() }
            position = start
            // The marker takes one bit for each byte of the number, so a number of 8 bytes holds 56 bits.
            return try littleEndian(width: following &+ 1) >> UInt64(following &+ 1)
        } catch {
            position = start
            throw error
        }
    }

    /// A packed integer with the sign in its lowest bit: even is `n / 2`, odd is `-(n / 2) - 1`.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func packedSignedInteger() throws(WireError) -> Int64 {
        let folded = try packedInteger()
        let magnitude = Int64(folded >> 1)
        return folded & 1 == 0 ? magnitude : -1 - magnitude
    }
}
