// SPDX-License-Identifier: Apache-2.0

extension Gate {
    /// When the gate may open.
    public struct Conditions: Sendable, Hashable {
        /// For how long everything must stay applied, and the source unchanged.
        public var stable: Duration
        /// How far behind the replica may be; zero asks for everything, on a source that no longer writes.
        public var maximumLag: Duration = .zero
        /// Whether the source must refuse writes.
        public var requiresReadOnly: Bool
        /// What must have been applied, where the source goes on writing; nil where it is to be still.
        public var marker: GateMarker?
        /// Transactions that the replica is known to have for itself, and may have.
        public var accepted: ErrantGTIDs?
        /// How long transactions that only the replica has are taken for ones that the source is about to commit.
        ///
        /// A source sends a transaction when it is in its log, and counts it as committed a moment later.
        public var errantDelay: Duration = .milliseconds(500)
        /// How long the receiver may be without a connection.
        public var connectingDelay: Duration = .seconds(10)

        /// Takes the conditions; the rest can be set afterwards.
        public init(stable: Duration = .seconds(5), requiresReadOnly: Bool = false, marker: GateMarker? = nil) {
            self.stable = stable
            self.requiresReadOnly = requiresReadOnly
            self.marker = marker
        }
    }

    /// What a look at both servers means.
    public enum Verdict: Sendable, Hashable {
        /// Not yet; the text says for what.
        case waiting(String)
        /// The replica has what was asked for.
        case open(GateProof)
        /// Replication is stopped, so waiting is in vain.
        case stopped(String)
        /// These two servers do not belong together, or the replica has transactions of its own.
        case mismatch(String)
    }
}

/// What a replica must have applied, where its source goes on writing.
///
/// It proves that everything that clients of the source were told to be committed before the marker is on the replica, and nothing of
/// what came later.
public struct GateMarker: Sendable, Hashable {
    /// What the source had committed.
    public var reading: SourceReading
    /// The table with the row that was written for it; nil where none was.
    public var table: String?
    /// What the row holds.
    public var token: String?

    /// Takes what the source had committed, and the row that it had written just before.
    public init(_ reading: SourceReading, table: String? = nil, token: String? = nil) {
        self.reading = reading
        self.table = table
        self.token = token
    }
}
