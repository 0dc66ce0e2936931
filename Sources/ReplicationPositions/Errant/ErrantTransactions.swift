// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// Transactions that a replica has and its source has not, with what they hold.
public struct ErrantTransactions: Sendable, Hashable {
    /// The source.
    public var source: SourceIdentity
    /// The replica.
    public var replica: SourceIdentity
    /// Their GTIDs, as text: a set of MySQL, or runs of MariaDB (`0-2-5..9`), which may have gaps.
    public var gtids: String
    /// How many there are, as far as known; of MariaDB those that are listed and ``purgedCount``.
    public var count: UInt64 = 0
    /// Those that the replica's log still holds, in its order, with the rows that they change.
    public var transactions: [SeenTransaction] = []
    /// Whether the replica's log holds more than are listed.
    public var hasMore = false
    /// How many the replica's log does not hold any more, so that what they did is not known; of MariaDB at most, since a
    /// domain's numbers are shared by its servers.
    public var purgedCount: UInt64 = 0
}
