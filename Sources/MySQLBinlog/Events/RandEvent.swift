// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The seeds from which RAND() counts in the statement that follows.
public struct RandEvent: Sendable, Hashable {
    /// The first seed (`rand_seed1`).
    public var seed1: UInt64
    /// The second seed (`rand_seed2`).
    public var seed2: UInt64

    /// Reads the body: two seeds of 8 bytes little-endian.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/statement_events.h`, class `Rand_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        seed1 = try reader.uint64()
        seed2 = try reader.uint64()
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint64(seed1)
        writer.uint64(seed2)
    }
}
