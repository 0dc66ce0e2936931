// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The head of a file of MySQL 4.0 and 4.1 (version 3) or older.
public struct StartV3Event: ~Escapable {
    /// Bytes of the body.
    static let byteCount = 56

    /// 3 for 4.0 and 4.1, 2 for 4.0.0 and 4.0.1, 1 for 3.23.
    public var binlogVersion: UInt16
    /// The server's version: 50 bytes, filled with zeros.
    public var serverVersion: Span<UInt8>
    /// Seconds since 1970 UTC when the file was made.
    public var created: UInt32

    /// Reads the body: version (2 bytes), server version (50), created (4).
    ///
    /// Source: MySQL 5.7, `libbinlogevents/include/control_events.h`, class `Start_event_v3`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        binlogVersion = try reader.uint16()
        serverVersion = try reader.span(count: FormatDescriptionEvent.versionFieldLength)
        created = try reader.uint32()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint16(binlogVersion)
        writer.span(serverVersion)
        writer.uint32(created)
    }

    /// The server's version without the zeros that fill its field.
    public var serverVersionText: String {
        var length = serverVersion.count
        while length > 0, serverVersion[length - 1] == 0 { length -= 1 }
        return String(repairing: serverVersion.extracting(0..<length))
    }
}
