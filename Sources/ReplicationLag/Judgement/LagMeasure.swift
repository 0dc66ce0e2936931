// SPDX-License-Identifier: Apache-2.0

/// A lag and how it is known.
public struct LagMeasure: Sendable, Hashable {
    /// How a lag is known.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Nothing is left to apply.
        case caughtUp = "caught-up"
        /// The replica tells when the transaction at work was committed.
        case commitTime = "commit-time"
        /// We saw the source commit what the replica has not applied.
        case sampling
        /// A heartbeat row came late.
        case heartbeat
        /// MariaDB tells the times of the last events at both ends.
        case eventTime = "event-time"
        /// The server's own seconds.
        case reported
    }

    /// Microseconds.
    public var microseconds: Int64
    /// How it is known.
    public var method: Method
    /// Whether the true lag may be far longer, because it began before we looked.
    public var isLowerBound: Bool

    /// Takes the parts.
    public init(_ microseconds: Int64, by method: Method, isLowerBound: Bool = false) {
        self.microseconds = microseconds
        self.method = method
        self.isLowerBound = isLowerBound
    }
}
