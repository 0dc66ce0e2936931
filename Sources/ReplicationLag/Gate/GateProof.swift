// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Why a gate opened: what both servers said then, for the ticket of the change and for the way back.
public struct GateProof: Sendable, Hashable {
    /// What was compared.
    public enum Method: String, Sendable, Hashable {
        /// Both have executed the same GTIDs.
        case gtidEquality = "gtid-equality"
        /// The replica has executed the source's log to its end.
        case positionEquality = "position-equality"
        /// The replica has executed all that the source had committed at a moment.
        case marker
    }

    /// What was compared.
    public var method: Method
    /// The source.
    public var source: SourceReading
    /// The replica, read behind it.
    public var replica: ReplicaReading
    /// For how long nothing had changed.
    public var stable: Duration
    /// How often both were looked at in that time.
    public var looks: Int

    /// Takes the parts.
    public init(
        method: Method,
        source: SourceReading,
        replica: ReplicaReading,
        stable: Duration,
        looks: Int
    ) {
        self.method = method
        self.source = source
        self.replica = replica
        self.stable = stable
        self.looks = looks
    }
}
