// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A number that the statement that follows takes for LAST_INSERT_ID() or its first generated key.
public struct IntVarEvent: Sendable, Hashable {
    /// 1 for LAST_INSERT_ID(), 2 for the key that AUTO_INCREMENT generates.
    public var kind: UInt8
    /// The number.
    public var value: UInt64

    /// What the number stands for in SQL; nil for a kind that is not known.
    public var name: StaticString? {
        switch kind {
        case 1: "LAST_INSERT_ID"
        case 2: "INSERT_ID"
        default: nil
        }
    }

    /// Reads the body: kind (1 byte), value (8 bytes little-endian).
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/statement_events.h`, class `Intvar_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        kind = try reader.uint8()
        value = try reader.uint64()
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(kind)
        writer.uint64(value)
    }
}
