// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A year from 1901 to 2155, or 0, as a YEAR column holds it.
@frozen
public struct MySQLYear: Sendable, Hashable {
    /// The byte as stored: 0, or the years since 1900.
    public var rawValue: UInt8

    /// Takes the byte as stored.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Reads one byte.
    ///
    /// Source: MySQL 9.7, `sql/field.cc`, `Field_year::val_int`.
    @inlinable
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        rawValue = try reader.uint8()
    }

    /// Writes the byte.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(rawValue)
    }

    /// The year; 0 stays 0.
    @inlinable
    public var year: Int { rawValue == 0 ? 0 : 1900 &+ Int(rawValue) }

    /// Writes 4 digits.
    public func write(to text: inout TextWriter) {
        text.append(UInt64(year), minimumDigits: 4)
    }
}

extension MySQLYear: CustomStringConvertible {
    /// The text that the server prints.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
