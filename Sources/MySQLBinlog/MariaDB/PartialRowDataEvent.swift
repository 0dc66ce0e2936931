// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A fragment of a rows event that MariaDB cut into several.
public struct PartialRowDataEvent: ~Escapable {
    /// Number of fragments.
    public var fragmentCount: UInt32
    /// This fragment's number, from 1.
    public var fragmentNumber: UInt32
    /// Bit 0: the size of the whole event is told.
    public var flags: UInt8
    /// Bytes of the whole rows event, its header included; in the first fragment.
    public var originalSize: UInt64?
    /// The fragment.
    public var fragment: Span<UInt8>

    /// Reads the body: number of fragments and this one's number (4 bytes each), flags (1), size (8) where flag 1 is set,
    /// fragment to the end.
    ///
    /// Source: MariaDB 12.3 documentation, "Partial_rows_log_event"; not seen on a server.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        fragmentCount = try reader.uint32()
        fragmentNumber = try reader.uint32()
        guard fragmentNumber >= 1, fragmentNumber <= fragmentCount else {
            throw WireError(.invalidValue(UInt64(fragmentNumber)), at: 4)
        }
        flags = try reader.uint8()
        originalSize = flags & 1 != 0 ? try reader.uint64() : nil
        fragment = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(fragmentCount)
        writer.uint32(fragmentNumber)
        writer.uint8(flags)
        if let originalSize { writer.uint64(originalSize) }
        writer.span(fragment)
    }
}
