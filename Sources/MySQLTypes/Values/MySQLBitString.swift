// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// 1 to 64 bits, as a BIT column holds them.
@frozen
public struct MySQLBitString: Sendable, Hashable {
    /// The bits as a number; none stands above ``bitCount``.
    public let value: UInt64
    /// How many bits there are, 1 to 64.
    public let bitCount: UInt8

    /// Takes the low `bitCount` bits of `value`, or gives nil where no column can have that many.
    @inlinable
    public init?(_ value: UInt64, bitCount: Int) {
        guard bitCount >= 1, bitCount <= 64 else { return nil }
        self.value = value & (UInt64.max >> (64 &- UInt64(truncatingIfNeeded: bitCount)))
        self.bitCount = UInt8(truncatingIfNeeded: bitCount)
    }

    /// Reads as many bytes as `bitCount` bits take, big-endian.
    ///
    /// A set bit above them, which no server writes, is ``WireError/Kind/invalidValue(_:)``.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_bit::pack`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader, bitCount: Int) throws(WireError) {
        let start = reader.offset
        guard bitCount >= 1, bitCount <= 64 else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: bitCount)), at: start)
        }
        var cursor = reader
        let stored = try cursor.bigEndian(width: (bitCount &+ 7) >> 3)
        guard stored <= UInt64.max >> (64 &- UInt64(truncatingIfNeeded: bitCount)) else {
            throw WireError(.invalidValue(stored), at: start)
        }
        reader = cursor
        value = stored
        self.bitCount = UInt8(truncatingIfNeeded: bitCount)
    }

    /// Writes the bytes.
    public func encode(into writer: inout WireWriter) {
        writer.bigEndian(value, width: (Int(bitCount) + 7) / 8)
    }

    /// Writes the bits as digits, the highest first.
    public func write(to text: inout TextWriter) {
        text.lend(64) { room in
            for index in (0..<UInt64(bitCount)).reversed() {
                room.put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value >> index & 1))
            }
        }
    }
}

extension MySQLBitString: CustomStringConvertible {
    /// The bits as digits.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
