// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The source is idle and says where it stands; on streams only.
public struct HeartbeatEvent: ~Escapable {
    /// The file that the source stands in, without a folder.
    public var file: Span<UInt8>
    /// Where in that file, in bytes, where the event tells it by itself; else the header's end position holds it.
    public var offset: UInt64?

    /// Reads the first form: the file name to the end; from MariaDB beyond 4 GiB the offset (8 bytes) comes first, which
    /// an end position of 0 in `header` tells.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.h`, class `Heartbeat_event`; MariaDB 11.8,
    /// `sql/sql_repl.cc`, `send_heartbeat_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader, header: EventHeader) throws(WireError) {
        offset = header.endPosition == 0 && reader.remaining > 8 ? try reader.uint64() : nil
        file = reader.rest()
    }

    /// Reads the second form: fields of type, length (length-encoded both) and value; 1 is the file name, 2 the
    /// offset as a length-encoded integer, 0 ends them.
    ///
    /// Other fields are skipped.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/codecs/binary.cpp`, `Heartbeat::decode`.
    @_lifetime(copy reader)
    public init(versionTwo reader: inout WireReader) throws(WireError) {
        file = reader.bytes.extracting(0..<0)
        offset = nil
        while !reader.isAtEnd {
            let type = try reader.lengthEncodedInteger()
            if type == 0 { break }
            let value = try reader.lengthEncodedSpan()
            switch type {
            case 1: file = value
            case 2:
                var number = WireReader(value)
                offset = try number.lengthEncodedInteger()
                try number.expectEnd()
            default: break
            }
        }
        try reader.expectEnd()
    }

    /// Writes the first form.
    public func encode(into writer: inout WireWriter) {
        if let offset { writer.uint64(offset) }
        writer.span(file)
    }

    /// Writes the second form.
    public func encodeVersionTwo(into writer: inout WireWriter) {
        writer.lengthEncodedInteger(1)
        writer.lengthEncodedSpan(file)
        var number = WireWriter()
        number.lengthEncodedInteger(offset ?? 0)
        writer.lengthEncodedInteger(2)
        writer.lengthEncodedSpan(number.bytes.span)
        writer.lengthEncodedInteger(0)
    }
}
