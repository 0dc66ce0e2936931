// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// Something happened on the source that the log does not tell: changes are missing.
public struct IncidentEvent: ~Escapable {
    /// 1 where events were lost; 0 says nothing.
    public var incident: UInt16
    /// What the server says of it.
    public var message: Span<UInt8>

    /// Reads the body: incident (2 bytes), length (1), message.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.cpp`, `Incident_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        incident = try reader.uint16()
        let length = try reader.uint8()
        message = try reader.span(count: Int(length))
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint16(incident)
        writer.uint8(UInt8(truncatingIfNeeded: message.count))
        writer.span(message)
    }
}
