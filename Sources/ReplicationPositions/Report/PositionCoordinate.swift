// SPDX-License-Identifier: Apache-2.0

/// A place that a status tells, and what it is good for.
public struct PositionCoordinate: Sendable, Hashable, Encodable {
    /// Which place it is; the raw value is stable, for programs.
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// Up to where the source's log was executed.
        case executed
        /// Up to where the source's log had come.
        case received
        /// Where the applier stands in the replica's relay log.
        case relay
        /// The GTIDs that were executed.
        case executedGTID = "executed-gtid"
        /// The GTIDs that had come.
        case receivedGTID = "received-gtid"
        /// A place in the log of the server that was asked or copied.
        case own
        /// The GTIDs that this server had executed.
        case ownGTID = "own-gtid"
        /// A place in the log of that server's source.
        case source
        /// The GTIDs of what was executed of it.
        case sourceGTID = "source-gtid"
    }

    /// What it is good for; the raw value is stable, for programs.
    public enum Use: String, Sendable, Hashable, Encodable {
        /// Replication may begin there.
        case start
        /// Replication might begin there, but the text does not prove it.
        case unproved
        /// Replication must not begin there.
        case never
    }

    /// Which place it is.
    public var kind: Kind
    /// The place, as statements take it.
    public var value: String
    /// The columns or the statement that tell it, in the words of the text.
    public var columns: String
    /// What it means, in a sentence without a full stop.
    public var meaning: String
    /// What it is good for.
    public var use: Use

    /// Takes the parts.
    public init(_ kind: Kind, _ value: String, from columns: String, _ use: Use, _ meaning: String) {
        self.kind = kind
        self.value = value
        self.columns = columns
        self.use = use
        self.meaning = meaning
    }
}
