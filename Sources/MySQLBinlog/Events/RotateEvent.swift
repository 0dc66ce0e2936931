// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The log continues in another file.
public struct RotateEvent: ~Escapable {
    /// Where reading starts in the file that follows, in bytes from its beginning.
    public var nextOffset: UInt64
    /// The file that follows, without a folder.
    public var nextFile: Span<UInt8>

    /// Reads the body: the offset in 8 bytes little-endian, then the name to the end.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.h`, class `Rotate_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        nextOffset = try reader.uint64()
        nextFile = reader.rest()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint64(nextOffset)
        writer.span(nextFile)
    }
}
