// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Decides when a replica has everything, so that a cutover may go on; it never opens on a guess.
///
/// Each look at both servers is given to ``judge(_:)`` in turn. The gate opens when the replica has applied all that the source had
/// committed, and the source has committed nothing more, for as long as ``Conditions/stable`` says, and in two looks at least.
/// It opens by what the replica follows by, GTIDs or positions, and never by seconds that a server reports.
public struct Gate: Sendable {
    /// When the gate may open.
    public let conditions: Conditions
    /// Whether everything that was asked for was applied at the last look, so that the next one may follow soon.
    public private(set) var isNear = false
    /// The server that answered first for the source.
    private var source: SourceIdentity?
    /// Since when everything holds.
    private var held: Held?
    /// What only the replica has, and since when.
    private var errant: (gtids: ErrantGTIDs, since: ContinuousClock.Instant)?
    /// Since when the replica is ahead of its source, by position or by a sequence.
    private var aheadSince: ContinuousClock.Instant?
    /// Since when the receiver has no connection.
    private var connectingSince: ContinuousClock.Instant?
    /// The place that the applier had reached in the look before.
    private var reached: BinlogFilePosition?
    /// What the source had committed, and when it was asked, oldest first; for a lag that is allowed.
    private var history: [(began: ContinuousClock.Instant, reading: SourceReading)] = []

    /// A time in which everything held.
    private struct Held {
        var since: ContinuousClock.Instant
        var source: SourceReading
        var looks: Int
    }

    /// Begins closed.
    public init(_ conditions: Conditions) {
        self.conditions = conditions
    }

    /// Begins anew, but remembers who the source is: what was seen over a connection that was lost proves nothing of what answers
    /// now.
    public mutating func connectionLost() {
        var anew = Gate(conditions)
        anew.source = source
        self = anew
    }

    /// Takes a look at both servers.
    ///
    /// A verdict may change with the next look, an open gate's too.
    public mutating func judge(_ look: GateLook) -> Verdict {
        isNear = false
        if let reason = foreign(look) { return close(.mismatch(reason)) }
        let comparison = compare(look)
        isNear = comparison.answer.isApplied
        if case .diverged(let reason) = comparison.answer { return close(.mismatch(reason)) }
        if let reason = ownTransactions(look, comparison) { return close(.mismatch(reason)) }
        if !comparison.answer.isApplied, let verdict = stopped(look) { return close(verdict) }
        if conditions.maximumLag > .zero { return judgeLag(look) }
        switch comparison.answer {
        case .behind(let reason), .unknown(let reason), .diverged(let reason): return close(.waiting(reason))
        case .equal, .beyond: break
        }
        guard errant == nil, aheadSince == nil else {
            return close(.waiting("the replica has what the source does not show yet"))
        }
        if let reason = unsettled(look, comparison) { return close(.waiting(reason)) }
        if conditions.requiresReadOnly, look.before.readOnly == .off || look.after.readOnly == .off {
            return close(.waiting("the source takes writes: SET GLOBAL super_read_only = ON (MariaDB: read_only = ON)"))
        }
        if let marker = conditions.marker {
            guard marker.table == nil || look.hasMarkerRow == true else {
                return close(.waiting("the replica does not show the marker's row in \(marker.table ?? "")"))
            }
            return .open(proof(look, .marker, comparison))
        }
        guard look.after.isUnchanged(since: look.before), held.map({ look.after.isUnchanged(since: $0.source) }) ?? true
        else {
            return close(.waiting("everything was applied, but the source still writes"))
        }
        return hold(look, comparison.basis == .gtid ? .gtidEquality : .positionEquality, comparison)
    }

    /// Counts the look, and opens where everything has held for long enough.
    private mutating func hold(_ look: GateLook, _ method: GateProof.Method, _ comparison: GateComparison) -> Verdict {
        guard var held else {
            held = Held(since: look.time, source: look.after, looks: 1)
            return .waiting("everything is applied; the next look must find the same")
        }
        held.looks += 1
        self.held = held
        let duration = held.since.duration(to: look.time)
        guard duration >= conditions.stable else {
            return .waiting("everything is applied for \(duration.inSeconds), of \(conditions.stable.inSeconds)")
        }
        return .open(proof(look, method, comparison))
    }

    /// Forgets that everything held.
    private mutating func close(_ verdict: Verdict) -> Verdict {
        held = nil
        return verdict
    }

    /// What the replica has of what is asked for.
    private func compare(_ look: GateLook) -> GateComparison {
        GateComparison(of: conditions.marker?.reading ?? look.before, with: look.replica)
    }

    /// The lag that is proved: the replica has what the source had committed so long ago.
    private mutating func judgeLag(_ look: GateLook) -> Verdict {
        remember(look)
        guard let newest = newestApplied(by: look.replica) else {
            return close(
                .waiting("the replica is more than \((history[0].began.duration(to: look.time)).inSeconds) behind")
            )
        }
        history.removeFirst(newest)
        let lag = history[0].began.duration(to: look.time)
        guard lag <= conditions.maximumLag else {
            return close(
                .waiting("the replica is up to \(lag.inSeconds) behind, of \(conditions.maximumLag.inSeconds)")
            )
        }
        if conditions.requiresReadOnly, look.before.readOnly == .off || look.after.readOnly == .off {
            return close(.waiting("the source takes writes: SET GLOBAL super_read_only = ON (MariaDB: read_only = ON)"))
        }
        let comparison = GateComparison(of: history[0].reading, with: look.replica)
        let verdict = hold(look, .lag, comparison)
        guard case .open(var proof) = verdict else { return verdict }
        proof.lag = lag
        return .open(proof)
    }

    /// The newest moment of which the replica has everything: what is missing of an early one is missing of all later ones.
    private func newestApplied(by replica: ReplicaReading) -> Int? {
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if GateComparison(of: history[middle].reading, with: replica).answer.isApplied {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low > 0 ? low - 1 : nil
    }

    /// Notes what the source had committed, and forgets what says nothing more.
    private mutating func remember(_ look: GateLook) {
        let pause = conditions.maximumLag / 256
        if let last = history.last, look.before.isUnchanged(since: last.reading) {
            // Who has all of that has all that was committed up to now.
            history[history.count - 1].began = look.began
        } else if history.last.map({ $0.began.duration(to: look.began) >= pause }) ?? true {
            history.append((look.began, look.before))
        }
        // Of what is too old to open, the oldest tells how late the replica is, and the newest that it is late.
        let young = history.firstIndex { $0.began.duration(to: look.time) <= conditions.maximumLag } ?? history.count
        if young > 2 { history.removeSubrange(1..<(young - 1)) }
    }

    /// Why what was compared may not be all yet; nil where it is.
    private mutating func unsettled(_ look: GateLook, _ comparison: GateComparison) -> String? {
        let executed = look.replica.status.executed
        defer { reached = executed }
        guard !look.replica.identity.isMariaDB else { return nil }
        guard comparison.basis == .position else { return conditions.marker == nil ? look.underWay : nil }
        guard comparison.answer == .equal else { return nil }
        // MySQL's applier moves its position just before it commits, so that both are stored in one transaction (9.7,
        // `sql/log_event.cc`, `Xid_apply_log_event::do_apply_event`). Once it has looked for the next event in vain it has
        // committed all before, which must be seen behind the position.
        guard reached == executed else { return "the applier has reached the end; the next look must find it there" }
        guard look.replica.status.applier == .running, let state = look.replica.status.applierActivity,
            !state.contains("has read all relay log")
        else { return nil }
        return "the applier has reached the end, and is at work: \(state)"
    }

    private func proof(_ look: GateLook, _ method: GateProof.Method, _ comparison: GateComparison) -> GateProof {
        GateProof(
            method: method,
            source: look.after,
            replica: look.replica,
            stable: held.map { $0.since.duration(to: look.time) } ?? .zero,
            looks: held?.looks ?? 1,
            marker: conditions.marker,
            accepted: conditions.accepted,
            reverse: look.reverse,
            caveats: look.caveats(method: method, basis: comparison.basis)
        )
    }
}

extension Gate {
    /// Why the two servers are not source and replica; nil where they are.
    private mutating func foreign(_ look: GateLook) -> String? {
        let first = source ?? conditions.marker?.reading.identity ?? look.before.identity
        source = first
        for identity in [look.before.identity, look.after.identity] where identity != first {
            return "another server answers for the source: \(identity) in place of \(first)"
        }
        guard first != look.replica.identity else {
            return "source and replica are one server: \(first)"
        }
        guard first.isMariaDB == look.replica.identity.isMariaDB || look.replica.status.usesAutoPosition != true else {
            return "the replica asks by MySQL's GTIDs, and the source is MariaDB"
        }
        let status = look.replica.status
        if let uuid = status.sourceUUID, let own = first.uuid {
            return uuid == own ? nil : "the replica follows the server \(uuid), and the source is \(own)"
        }
        if let id = status.sourceID, id != first.serverID {
            return "the replica follows the server with server_id \(id), and the source has \(first.serverID)"
        }
        return nil
    }

    /// Why the replica has more than its source; nil where it has not, or it is too early to say.
    private mutating func ownTransactions(_ look: GateLook, _ comparison: GateComparison) -> String? {
        if let found = look.errant(accepting: conditions.accepted), !found.isEmpty {
            let lasting = errant.map { found.intersection($0.gtids) }
            if let lasting, !lasting.isEmpty, let since = errant?.since {
                errant = (lasting, since)
                if since.duration(to: look.time) >= conditions.errantDelay {
                    return "the replica has transactions that the source does not have: \(lasting)"
                }
            } else {
                errant = (found, look.time)
            }
        } else {
            errant = nil
        }
        // What the source shows behind the replica must have all that the replica executed.
        let isAhead = GateComparison(of: look.after, with: look.replica).isAhead
        guard isAhead, comparison.answer.isApplied else {
            aheadSince = nil
            return nil
        }
        let since = aheadSince ?? look.time
        aheadSince = since
        guard since.duration(to: look.time) >= conditions.errantDelay, since != look.time else { return nil }
        return "the replica has executed more than the source has: the source lost transactions, or its log was reset, "
            + "or it is another server"
    }

    /// Whether waiting is in vain; nil where replication runs.
    private mutating func stopped(_ look: GateLook) -> Verdict? {
        let status = look.replica.status
        if let failure = look.replica.workers.lazy.compactMap(\.failure).first {
            return .stopped("a worker of the applier stopped: \(failure)")
        }
        if status.applier == .stopped {
            return .stopped(
                status.applierFailure.map { "the applier stopped with error \($0.number): \($0.message)" }
                    ?? "the applier (SQL thread) is stopped"
            )
        }
        switch status.receiver {
        case .stopped:
            return .stopped(
                status.receiverFailure.map { "the receiver stopped with error \($0.number): \($0.message)" }
                    ?? "the receiver (I/O thread) is stopped"
            )
        case .connecting:
            let since = connectingSince ?? look.time
            connectingSince = since
            let reason =
                "the receiver is not connected"
                + (status.receiverFailure.map { ", error \($0.number): \($0.message)" } ?? "")
            let allowed = conditions.connectingDelay + status.pauseBetweenAttempts
            return since.duration(to: look.time) >= allowed ? .stopped(reason) : .waiting(reason)
        case .running, .other, nil:
            connectingSince = nil
            return nil
        }
    }
}

extension GateComparison {
    /// Whether the replica is further than the source, by position, or by MariaDB's sequences.
    var isAhead: Bool { answer == .beyond && !isByMySQLGTID }
}

extension Duration {
    /// Seconds with a tenth.
    var inSeconds: String {
        let tenths = (components.seconds * 10) + components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
