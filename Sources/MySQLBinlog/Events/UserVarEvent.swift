// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// A user variable that the statement that follows reads.
public struct UserVarEvent: ~Escapable {
    /// What the value is made of.
    public enum Kind: UInt8, Sendable {
        /// Bytes in ``UserVarEvent/collationID``'s character set.
        case string = 0
        /// 8 bytes IEEE 754, little-endian.
        case real = 1
        /// 8 bytes little-endian, unsigned where the flags say so.
        case integer = 2
        /// Never written.
        case row = 3
        /// Precision and scale (1 byte each), then the packed decimal.
        case decimal = 4
    }

    /// The variable's name without `@`.
    public var name: Span<UInt8>
    /// Nil where the variable is NULL and nothing follows.
    public var kind: Kind?
    /// The collation of a string.
    public var collationID: UInt32
    /// The value's bytes, laid out as ``kind`` tells.
    public var value: Span<UInt8>
    /// Bit 0: an integer is unsigned.
    ///
    /// Nil where the server did not write it.
    public var flags: UInt8?

    /// Reads the body: name length (4 bytes) and name, then 1 where the value is NULL, else 0, kind (1), collation (4),
    /// length (4), value and perhaps flags (1).
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/statement_events.cpp`, `User_var_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let nameLength = try reader.uint32()
        name = try reader.span(count: try reader.checkedCount(UInt64(nameLength), elementSize: 1))
        let isNull = try reader.uint8()
        guard isNull == 0 else {
            kind = nil
            collationID = 0
            value = reader.rest()
            flags = nil
            guard value.isEmpty else { throw WireError(.trailing(count: value.count), at: reader.offset - value.count) }
            return
        }
        let code = try reader.uint8()
        guard let kind = Kind(rawValue: code) else {
            throw WireError(.invalidValue(UInt64(code)), at: reader.offset - 1)
        }
        self.kind = kind
        collationID = try reader.uint32()
        let length = try reader.uint32()
        value = try reader.span(count: try reader.checkedCount(UInt64(length), elementSize: 1))
        switch kind {
        case .real, .integer:
            guard value.count == 8 else { throw WireError(.invalidValue(UInt64(value.count)), at: reader.offset) }
        case .decimal:
            guard value.count >= 2 else { throw WireError(.invalidValue(UInt64(value.count)), at: reader.offset) }
        case .string, .row: break
        }
        flags = reader.isAtEnd ? nil : try reader.uint8()
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(UInt32(name.count))
        writer.span(name)
        guard let kind else {
            writer.uint8(1)
            return
        }
        writer.uint8(0)
        writer.uint8(kind.rawValue)
        writer.uint32(collationID)
        writer.uint32(UInt32(value.count))
        writer.span(value)
        if let flags { writer.uint8(flags) }
    }

    /// Whether an integer is unsigned.
    public var isUnsigned: Bool { (flags ?? 0) & 1 != 0 }
}
