// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// Commits the transaction.
public struct XIDEvent: Sendable, Hashable {
    /// The transaction's number, which means something to the server that wrote it only.
    public var number: UInt64

    /// Reads the body: the number in 8 bytes, little-endian.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.h`, class `Xid_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        number = try reader.uint64()
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint64(number)
    }
}
