// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A BIT of 1 to 64 bits.
@frozen
public struct MySQLBitString: Sendable, Hashable {
    /// The bits, the last one lowest.
    public var value: UInt64
    /// How many bits the column has, 1 to 64.
    public var bitCount: UInt8

    /// Takes the lowest `bitCount` bits of `value`.
    @inlinable
    public init(value: UInt64, bitCount: UInt8) {
        self.value = value
        self.bitCount = bitCount
    }

    /// Reads the bits: big-endian, in as few bytes as hold them.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_bit::pack`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, bitCount: Int) throws(WireError) {
        guard bitCount >= 1, bitCount <= 64 else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: bitCount)), at: reader.offset)
        }
        value = try reader.bigEndian(width: (bitCount &+ 7) >> 3)
        self.bitCount = UInt8(truncatingIfNeeded: bitCount)
    }

    /// Writes the bytes.
    public func encode(into writer: inout WireWriter) {
        writer.bigEndian(value, width: (Int(bitCount) + 7) / 8)
    }

    /// Appends each bit as a digit, the highest first.
    public func write(to text: inout TextWriter) {
        for bit in (0..<UInt64(bitCount)).reversed() { text.append(UInt8(ascii: "0") + UInt8(value >> bit & 1)) }
    }
}

extension MySQLBitString: CustomStringConvertible {
    /// Each bit as a digit, the highest first.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
