// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// The last GTID of each domain and server in the earlier files.
public struct MariaDBGTIDListEvent: Sendable, Hashable {
    /// Bit 28 (until reached) and bit 29 (ignored GTIDs), shifted to bits 0 and 1 with the rest of the four.
    public var flags: UInt8
    /// The GTIDs in the order written; the last of a domain is its newest.
    public var gtids: [MariaDBGTID]
    /// Zero bytes that fill an empty list up.
    public var padding: Int

    /// Reads the body: count (low 28 bits of 4 bytes) and flags (high 4 bits), then domain (4), server (4), sequence (8) each.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Gtid_list_log_event::Gtid_list_log_event`.
    @_lifetime(reader: copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        let word = try reader.uint32()
        flags = UInt8(word >> 28)
        let count = try reader.checkedCount(UInt64(word & 0x0fff_ffff), elementSize: 16)
        gtids = []
        gtids.reserveCapacity(count)
        for _ in 0..<count {
            let domain = try reader.uint32()
            let server = try reader.uint32()
            gtids.append(MariaDBGTID(domain: domain, server: server, sequence: try reader.uint64()))
        }
        let rest = reader.rest()
        padding = rest.count
        for index in rest.indices where rest[index] != 0 {
            throw WireError(.trailing(count: rest.count - index), at: reader.offset - rest.count + index)
        }
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(UInt32(truncatingIfNeeded: gtids.count) | UInt32(flags) << 28)
        for gtid in gtids {
            writer.uint32(gtid.domain)
            writer.uint32(gtid.server)
            writer.uint64(gtid.sequence)
        }
        writer.zeros(padding)
    }
}
