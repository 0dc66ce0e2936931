// SPDX-License-Identifier: Apache-2.0

/// A replica's place in MariaDB's stream: for each domain the last transaction that is complete.
///
/// `@@gtid_slave_pos`, `@@gtid_current_pos` and `@@gtid_binlog_pos` show it.
///
/// ```swift
/// var position = try MariaDBGTIDPosition("0-1-5,7-2-90")
/// position.advance(to: try MariaDBGTID("0-3-6"))
/// position.description  // 0-3-6,7-2-90
/// ```
public struct MariaDBGTIDPosition: Sendable, Hashable {
    /// The transactions in the order of their domains, one for each.
    public private(set) var gtids: [MariaDBGTID]

    /// The place before every transaction.
    public init() {
        gtids = []
    }

    /// Takes transactions in any order; nil where two are of one domain.
    public init?(_ gtids: [MariaDBGTID]) {
        let sorted = gtids.sorted { $0.domain < $1.domain }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.domain == right.domain { return nil }
        self.gtids = sorted
    }

    /// Takes transactions in the order of their domains, one for each.
    init(sorted gtids: [MariaDBGTID]) {
        self.gtids = gtids
    }

    /// Whether no transaction is complete.
    public var isEmpty: Bool { gtids.isEmpty }

    /// The last transaction of a domain that is complete; nil where none is.
    public func gtid(of domain: UInt32) -> MariaDBGTID? {
        let index = index(of: domain)
        return index < gtids.count && gtids[index].domain == domain ? gtids[index] : nil
    }

    /// Makes the transaction the last of its domain, whatever its number: only the stream gives the order.
    public mutating func advance(to gtid: MariaDBGTID) {
        let index = index(of: gtid.domain)
        if index < gtids.count, gtids[index].domain == gtid.domain {
            gtids[index] = gtid
        } else {
            gtids.insert(gtid, at: index)
        }
    }

    /// Appends the GTIDs with commas between them.
    public func write(into text: inout TextWriter) {
        MariaDBGTID.write(gtids, into: &text)
    }

    /// The index of the entry of `domain`, or where it would be.
    private func index(of domain: UInt32) -> Int {
        var low = 0
        var high = gtids.count
        while low < high {
            let middle = (low + high) / 2
            if gtids[middle].domain < domain { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension MariaDBGTIDPosition: CustomStringConvertible {
    /// Reads GTIDs with commas between them; an empty text is the empty position.
    ///
    /// White space may stand around each.
    ///
    /// - Throws: ``GTIDSyntaxError/Kind/duplicateDomain(_:)`` where two are of one domain, as the server refuses it.
    ///
    /// Source: MariaDB 11.8, `sql/rpl_gtid.cc`, `slave_connection_state::load`.
    public init(_ text: String) throws(GTIDSyntaxError) {
        let list = try MariaDBGTID.list(text).sorted { ($0.gtid.domain, $0.offset) < ($1.gtid.domain, $1.offset) }
        for (left, right) in zip(list, list.dropFirst()) where left.gtid.domain == right.gtid.domain {
            throw GTIDSyntaxError(.duplicateDomain(right.gtid.domain), at: right.offset)
        }
        gtids = list.map(\.gtid)
    }

    /// The GTIDs in the order of their domains with commas between them, as `@slave_connect_state` takes it.
    public var description: String {
        var text = TextWriter()
        write(into: &text)
        return text.string
    }
}
