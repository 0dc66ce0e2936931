// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A value of a GEOMETRY column, seen in place.
@frozen
public struct GeometryView: ~Escapable {
    /// The spatial reference system; 0 is a plane without units.
    public let srid: UInt32
    /// The shape in well-known binary; x comes before y in every reference system.
    public let wkb: Span<UInt8>

    /// How deep collections may stand in each other when they are written.
    public static var nestingLimit: Int { 32 }

    /// Takes the bytes of a value, without their length: 4 bytes little-endian of SRID, then well-known binary.
    ///
    /// Fewer than 4 bytes are taken as well-known binary, which they cannot be either.
    ///
    /// Source: MySQL 9.7, `sql/spatial.cc`, `Geometry::construct`.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) {
        guard bytes.count >= 4 else {
            srid = 0
            wkb = bytes
            return
        }
        let low = UInt32(bytes[0]) | UInt32(bytes[1]) << 8
        srid = low | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
        wkb = bytes.extracting(4..<bytes.count)
    }

    /// Writes the shape as text, `POINT(1 2)`, with x before y, or nothing when it throws.
    ///
    /// MySQL's `ST_AsText` gives the same for reference systems that have x first; MariaDB's leaves out the inner
    /// parentheses of `MULTIPOINT((1 2),(3 4))`.
    public func write(to text: inout TextWriter) throws(WireError) {
        let start = text.count
        do throws(WireError) {
            var reader = WireReader(wkb)
            try WellKnownBinary.writeShape(from: &reader, to: &text, depth: 0)
            try reader.expectEnd()
        } catch {
            text.truncate(to: start)
            throw error
        }
    }
}
