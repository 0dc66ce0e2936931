// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Decides when a replica has everything, so that a cutover may go on; it never opens on a guess.
///
/// Each look at both servers is given to ``judge(_:_:_:)`` in turn. The gate opens when the replica has applied all that the
/// source had committed, and the source has committed nothing more, for as long as ``Conditions/stable`` says. It opens by GTIDs
/// where both servers have them, else by positions; never by seconds.
public struct Gate: Sendable {
    /// When the gate may open.
    public struct Conditions: Sendable, Hashable {
        /// For how long everything must stay applied, and the source unchanged.
        public var stable: Duration
        /// Whether the source must refuse writes.
        public var requiresReadOnly: Bool
        /// What must be there, where the source goes on writing: all that it had committed when this was read.
        public var marker: SourceReading?

        /// Takes the conditions.
        public init(stable: Duration = .seconds(5), requiresReadOnly: Bool = false, marker: SourceReading? = nil) {
            self.stable = stable
            self.requiresReadOnly = requiresReadOnly
            self.marker = marker
        }
    }

    /// What a look at both servers means.
    public enum Verdict: Sendable, Hashable {
        /// Not yet; the text says for what.
        case waiting(String)
        /// The replica has everything.
        case open(GateProof)
        /// Replication is stopped, so waiting is in vain.
        case stopped(String)
        /// These two servers do not belong together, or the replica has transactions of its own.
        case mismatch(String)
    }

    /// When the gate may open.
    public let conditions: Conditions
    /// The source as it was when everything had been applied for the first time, unchanged since.
    private var quiet: SourceReading?
    /// Looks since then.
    private var looks = 0

    /// Begins closed.
    public init(_ conditions: Conditions) {
        self.conditions = conditions
    }

    /// Takes a look at both servers.
    ///
    /// - Parameters:
    ///   - before: The source, read before the replica.
    ///   - replica: The replica.
    ///   - after: The source, read again behind the replica; nothing may have been written in between.
    public mutating func judge(
        _ before: SourceReading,
        _ replica: ReplicaReading,
        _ after: SourceReading
    ) -> Verdict {
        if let reason = mismatch(before, replica, after) {
            quiet = nil
            return .mismatch(reason)
        }
        let wanted = conditions.marker ?? before
        guard let backlog = Backlog(of: wanted, in: replica) else {
            quiet = nil
            return .waiting("neither GTIDs nor positions of the two servers can be compared")
        }
        if let errant = backlog.errant, conditions.marker == nil, backlog.isNothing, replica.isOnlyReplica {
            quiet = nil
            return .mismatch("the replica has transactions that the source does not have: \(errant)")
        }
        let state = LagState(of: replica, backlog: backlog, sourceWrites: nil)
        switch state {
        case .stopped(let reason) where !backlog.isNothing:
            quiet = nil
            return .stopped(reason)
        case .unknown(let reason):
            quiet = nil
            return .waiting(reason)
        default: break
        }
        guard backlog.isNothing else {
            quiet = nil
            return .waiting(backlog.remainder)
        }
        if conditions.requiresReadOnly, after.readOnly == .off {
            quiet = nil
            return .waiting("the source takes writes: SET GLOBAL super_read_only = ON (MariaDB: read_only = ON)")
        }
        if conditions.marker != nil { return .open(proof(wanted, replica, backlog)) }
        guard after.isUnchanged(since: before), quiet.map({ after.isUnchanged(since: $0) }) ?? true else {
            quiet = after
            looks = 1
            return .waiting("the source still writes")
        }
        let since = quiet ?? before
        quiet = since
        looks += 1
        let held = Duration.microseconds(after.time - since.time)
        guard held >= conditions.stable else {
            return .waiting("everything is applied for \(held.inSeconds), of \(conditions.stable.inSeconds)")
        }
        return .open(proof(after, replica, backlog))
    }

    private func mismatch(_ before: SourceReading, _ replica: ReplicaReading, _ after: SourceReading) -> String? {
        guard before.identity == after.identity else {
            return "another server answers for the source: \(after.identity) in place of \(before.identity)"
        }
        guard before.identity != replica.identity else {
            return "source and replica are one server: \(before.identity)"
        }
        let status = replica.status
        if let uuid = status.sourceUUID, let own = before.identity.uuid, uuid != own {
            return "the replica follows the server \(uuid), and the source is \(own)"
        }
        if before.identity.uuid == nil || status.sourceUUID == nil, let id = status.sourceID,
            id != before.identity.serverID
        {
            return "the replica follows the server with server_id \(id), and the source has \(before.identity.serverID)"
        }
        return nil
    }

    private func proof(_ source: SourceReading, _ replica: ReplicaReading, _ backlog: Backlog) -> GateProof {
        GateProof(
            method: conditions.marker != nil ? .marker : backlog.proof == .gtid ? .gtidEquality : .positionEquality,
            source: source,
            replica: replica,
            stable: quiet.map { Duration.microseconds(source.time - $0.time) } ?? .zero,
            looks: max(1, looks)
        )
    }
}

extension ReplicaReading {
    /// Whether all its transactions must come from one source: it has no other channel.
    var isOnlyReplica: Bool { channelCount == 1 }
}

extension Backlog {
    /// What is left, in words.
    var remainder: String {
        var parts: [String] = []
        if let transactions { parts.append("\(transactions) transactions") }
        if let bytes { parts.append("\(bytes) bytes") }
        return parts.isEmpty ? "transactions are left to apply" : parts.joined(separator: ", ") + " are left to apply"
    }
}

extension Duration {
    /// Seconds with a tenth.
    var inSeconds: String {
        let tenths = (components.seconds * 10) + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
