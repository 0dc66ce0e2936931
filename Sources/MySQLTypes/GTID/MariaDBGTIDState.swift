// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// What a MariaDB server has in its log: for each domain and server the last transaction.
///
/// `@@gtid_binlog_state` shows it, and each file begins with the one before its first transaction. The order is kept:
/// the last entry of a domain is that domain's newest transaction.
public struct MariaDBGTIDState: Sendable, Hashable {
    /// The transactions, in the server's order.
    public var gtids: [MariaDBGTID]

    /// Takes transactions, by default none.
    public init(_ gtids: [MariaDBGTID] = []) {
        self.gtids = gtids
    }

    /// Reads `count` GTIDs of 16 bytes each.
    ///
    /// - Throws: ``WireError/Kind/impossibleCount(_:)`` where fewer bytes are left.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Gtid_list_log_event::Gtid_list_log_event`.
    public init(from reader: inout WireReader, count: UInt64) throws(WireError) {
        let count = try reader.checkedCount(count, elementSize: MariaDBGTID.encodedByteCount)
        gtids = []
        gtids.reserveCapacity(count)
        for _ in 0..<count { gtids.append(try MariaDBGTID(from: &reader)) }
    }

    /// Writes the GTIDs, 16 bytes each, without a count.
    public func encode(into writer: inout WireWriter) {
        for gtid in gtids { gtid.encode(into: &writer) }
    }

    /// The newest transaction of each domain.
    public var position: MariaDBGTIDPosition {
        var newest: [MariaDBGTID] = []
        for (_, gtid) in gtids.enumerated().sorted(by: {
            ($0.element.domain, $0.offset) < ($1.element.domain, $1.offset)
        }) {
            if newest.last?.domain == gtid.domain { newest.removeLast() }
            newest.append(gtid)
        }
        return MariaDBGTIDPosition(sorted: newest)
    }

    /// Appends the GTIDs with commas between them.
    public func write(into text: inout TextWriter) {
        MariaDBGTID.write(gtids, into: &text)
    }
}

extension MariaDBGTIDState: CustomStringConvertible {
    /// Reads GTIDs with commas between them; an empty text is the empty state.
    ///
    /// White space may stand around each.
    public init(_ text: String) throws(GTIDSyntaxError) {
        gtids = try MariaDBGTID.list(text).map(\.gtid)
    }

    /// The GTIDs in their order with commas between them.
    public var description: String {
        var text = TextWriter()
        write(into: &text)
        return text.string
    }
}
