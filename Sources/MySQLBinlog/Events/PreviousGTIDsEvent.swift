// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// Every GTID in the earlier files of this server.
public struct PreviousGTIDsEvent: Sendable, Hashable {
    /// The GTIDs.
    public var gtids: GTIDSet
    /// Whether the set is written in the form that has room for tags; a server may use it for sets without tags too.
    public var format: GTIDSet.WireFormat

    /// Reads the body: a GTID set in either of its binary forms, to the end.
    ///
    /// Source: MySQL 9.7, `sql/rpl_gtid_set.cc`, `Gtid_set::add_gtid_encoding`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        (gtids, format) = try GTIDSet.decode(from: &reader)
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        gtids.encode(into: &writer, format: format)
    }
}
