// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// Why a gate opened: what both servers said then, for the ticket of the change and for the way back.
public struct GateProof: Sendable, Hashable {
    /// What was proved.
    public enum Method: String, Sendable, Hashable {
        /// Both have executed the same GTIDs, and the source committed nothing more.
        case gtidEquality = "gtid-equality"
        /// The replica has executed the source's log to its end, and nothing more was written to it.
        case positionEquality = "position-equality"
        /// The replica has executed all that the source had committed at a moment.
        case marker
        /// The replica has executed all that the source had committed so long ago.
        case lag
    }

    /// What was proved.
    public var method: Method
    /// The source, read last.
    public var source: SourceReading
    /// The replica, read before that.
    public var replica: ReplicaReading
    /// For how long nothing had changed.
    public var stable: Duration
    /// How often both were looked at in that time.
    public var looks: Int
    /// How far behind the replica was at most; zero where it had everything.
    public var lag: Duration = .zero
    /// What had to be applied, where the source went on writing.
    public var marker: GateMarker?
    /// What the replica was allowed to have for itself.
    public var accepted: ErrantGTIDs?
    /// Where a channel back, from the replica to the source, would begin; nil where the replica writes no log.
    public var reverse: PositionRecord?
    /// What this does not prove.
    public var caveats: [String]
}
