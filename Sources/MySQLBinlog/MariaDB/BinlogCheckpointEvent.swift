// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The oldest file that MariaDB's crash recovery needs.
public struct BinlogCheckpointEvent: ~Escapable {
    /// The file's name, without a folder.
    public var file: Span<UInt8>

    /// Reads the body: length (4 bytes), name.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Binlog_checkpoint_log_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let length = try reader.uint32()
        file = try reader.span(count: try reader.checkedCount(UInt64(length), elementSize: 1))
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(UInt32(file.count))
        writer.span(file)
    }
}
