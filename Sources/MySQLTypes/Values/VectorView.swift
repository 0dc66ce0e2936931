// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The numbers of a VECTOR column, seen in place.
@frozen
public struct VectorView: ~Escapable {
    /// The numbers as stored: 4 bytes each, IEEE 754 single, little-endian.
    public let bytes: Span<UInt8>

    /// Takes the bytes of a value, without their length.
    ///
    /// A number of bytes that is no multiple of 4, which no server writes, is ``WireError/Kind/trailing(count:)``.
    ///
    /// Source: MySQL 9.7, `vector-common/vector_conversion.cc`, `from_vector_to_string`.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) throws(WireError) {
        guard bytes.count & 3 == 0 else {
            throw WireError(.trailing(count: bytes.count & 3), at: bytes.count & ~3)
        }
        self.bytes = bytes
    }

    /// How many numbers there are.
    @inlinable
    public var count: Int { bytes.count >> 2 }

    /// The number at `index`, which is not negative and below ``count``.
    @inlinable
    public subscript(_ index: Int) -> Float {
        let start = index &* 4
        // The span checks each of the four.
        let low = UInt32(bytes[start]) | UInt32(bytes[start &+ 1]) << 8
        return Float(bitPattern: low | UInt32(bytes[start &+ 2]) << 16 | UInt32(bytes[start &+ 3]) << 24)
    }

    /// Writes `[1.00000e+00,2.50000e+00]`, as `VECTOR_TO_STRING` does.
    public func write(to text: inout TextWriter) {
        text.append(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(scientific: self[index])
        }
        text.append(UInt8(ascii: "]"))
    }
}
