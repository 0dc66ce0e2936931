// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A value of one of MariaDB's COMPRESSED columns, still compressed.
@frozen
public struct CompressedColumnView: ~Escapable {
    /// The value as stored.
    public let stored: Span<UInt8>
    /// Whether it is bytes and not text.
    public let isBinary: Bool

    /// Looks at a stored value.
    @inlinable
    @_lifetime(copy stored)
    public init(_ stored: Span<UInt8>, isBinary: Bool) {
        self.stored = stored
        self.isBinary = isBinary
    }

    /// The value: none for no bytes; behind a byte 0 the value itself; else a byte of method (high 4 bits, 8 is zlib), raw
    /// deflate (bit 3) and number of length bytes (bits 0 to 2), the value's length big-endian, and compressed data.
    ///
    /// - Throws: `WireError/Kind/decompressedSizeExceeded(limit:)` above `limit` bytes.
    ///
    /// Source: MariaDB 11.8, `sql/field_comp.cc`; `sql/field.cc`, `Field_longstr::uncompress`.
    public func decompressed(limit: Int = 1 << 30) throws(WireError) -> [UInt8] {
        guard !stored.isEmpty else { return [] }
        var reader = WireReader(stored)
        let head = try reader.uint8()
        if head == 0 { return [UInt8](copying: reader.rest()) }
        guard head >> 4 == 8, head & 7 >= 1, head & 7 <= 4 else {
            throw WireError(.invalidValue(UInt64(head)), at: 0)
        }
        let size = try reader.bigEndian(width: Int(head & 7))
        return try Inflate.bytes(
            from: reader.rest(),
            wrapping: head & 8 != 0 ? .raw : .zlib,
            size: Int(size),
            limit: limit
        )
    }
}
