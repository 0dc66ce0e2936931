// SPDX-License-Identifier: Apache-2.0

/// How fast a source writes and a replica applies, of the last half minute; nil where it is not known.
public struct LagRates: Sendable, Hashable {
    /// Transactions that the source commits per second, as GTIDs count them.
    public var writtenTransactions: Double?
    /// Transactions that the replica applies per second.
    public var appliedTransactions: Double?
    /// Bytes of log that the source writes per second.
    public var writtenBytes: Double?
    /// Bytes of that log that the replica applies per second.
    public var appliedBytes: Double?

    /// Knows nothing yet.
    public init() {}
}
