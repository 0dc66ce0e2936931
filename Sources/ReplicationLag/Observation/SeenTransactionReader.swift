// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog

/// Makes transactions of the events of their groups.
package struct SeenTransactionReader {
    private var group: EventGroup?
    private var seen: Int64 = 0
    private var originalCommit: Int64?
    private var commit: Int64?
    private var serverID: UInt32 = 0
    private var digest = TransactionDigest()

    /// Has read nothing.
    package init() {}

    /// Takes the next event.
    ///
    /// Events outside of groups, heartbeats and the heads of files among them, are of no transaction and have no time that counts.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - group: Its group.
    ///   - seen: When the group was there as a whole, in microseconds since 1970 UTC by our clock.
    /// - Returns: The transaction before it, where the event is none of its.
    package mutating func read(
        _ event: borrowing BinlogEvent,
        in group: EventGroup?,
        at seen: Int64
    ) -> SeenTransaction? {
        guard let group else { return nil }
        var before: SeenTransaction?
        if group != self.group {
            before = end()
            self.group = group
            self.seen = seen
            serverID = event.header.serverID
        }
        if case .gtid(let gtid) = event.body {
            originalCommit = SeenTransactionReader.time(gtid.originalCommitTimestamp)
            commit = SeenTransactionReader.time(gtid.immediateCommitTimestamp)
        }
        // Rows are looked at only where nothing else tells the transaction.
        if group.gtid == nil, originalCommit == nil { digest.add(event) }
        return before
    }

    /// The transaction whose events were all read; nil where there is none.
    package mutating func end() -> SeenTransaction? {
        guard let group else { return nil }
        self.group = nil
        let transaction = SeenTransaction(
            key: key(of: group),
            originalCommit: originalCommit,
            commit: commit,
            seen: seen
        )
        originalCommit = nil
        commit = nil
        digest = TransactionDigest()
        return transaction
    }

    private func key(of group: EventGroup) -> SeenTransaction.Key {
        if let gtid = group.gtid { return .gtid(gtid) }
        var digest = digest
        digest.add(UInt64(serverID))
        if let originalCommit { digest.add(UInt64(bitPattern: originalCommit)) }
        return .content(digest.value)
    }

    /// A time of a GTID event; 0 is none.
    private static func time(_ microseconds: UInt64?) -> Int64? {
        microseconds.flatMap { Int64(exactly: $0) }.flatMap { $0 == 0 ? nil : $0 }
    }
}
