// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLReplication

/// Waits at a gate: looks at a source and its replicas again and again, until all gates are open or one never will be.
///
/// ```swift
/// let watch = GateWatch(source: source, replicas: [replica], conditions: Gate.Conditions())
/// let outcome = try await watch.run(token: token) { print($0) }
/// ```
public struct GateWatch: Sendable {
    /// How waiting ended.
    public enum Ending: Sendable, Hashable {
        /// Every replica has what was asked for; the proofs stand in the order of the replicas.
        case reached([GateProof])
        /// Time was up; the text says what was missing.
        case notReached(String)
        /// Replication is stopped.
        case stopped(String)
        /// The servers do not belong together, or a replica has transactions of its own.
        case mismatch(String)
    }

    /// How waiting ended, and what was seen last.
    public struct Outcome: Sendable, Hashable {
        /// How waiting ended.
        public var ending: Ending
        /// The last look at each replica; empty where there was none.
        public var looks: [GateLook]
        /// How long it took.
        public var waited: Duration
    }

    /// How the source is reached.
    public var source: MySQLConnection.Configuration
    /// How the replicas are reached.
    public var replicas: [MySQLConnection.Configuration]
    /// When the gates may open.
    public var conditions: Gate.Conditions
    /// The channel, where replicas have several; nil means the one that leads to the source.
    public var channel: String?
    /// Whether what the source had committed when waiting began is enough.
    public var usesMarker = false
    /// The table that the marker's row is written to; nil writes none.
    public var markerTable: String?
    /// Whether that table is made where there is none.
    public var createsTable = false
    /// For how long to wait; nil waits for ever.
    public var timeout: Duration? = .seconds(60)
    /// The pause between two looks; a fifth of it where everything was applied.
    public var interval: Duration = .milliseconds(100)
    /// The longest that a server may take for an answer.
    public var answerLimit: Duration = .seconds(10)

    /// Takes the servers and the conditions; the rest can be set afterwards.
    public init(
        source: MySQLConnection.Configuration,
        replicas: [MySQLConnection.Configuration],
        conditions: Gate.Conditions
    ) {
        self.source = source
        self.replicas = replicas
        self.conditions = conditions
    }

    /// Waits.
    ///
    /// A connection that is lost is made again, and everything is proved anew then. The first ones must succeed.
    ///
    /// - Parameters:
    ///   - token: What the marker's row holds: letters, digits and hyphens, like no other row's.
    ///   - note: Is told why the gate does not open yet, each time that the reason is another.
    /// - Returns: How waiting ended.
    /// - Throws: `ReplicationError` where a server refuses what it is asked, or is no replica.
    public func run(
        token: String = "",
        noting note: (String) -> Void = { _ in }
    ) async throws(ReplicationError) -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        var state = WaitState(conditions, replicas.count)
        var isFirst = true
        while true {
            do throws(ReplicationError) {
                let ending = try await follow(&state, token, start, note, &isFirst)
                return Outcome(ending: ending, looks: state.looks, waited: start.duration(to: clock.now))
            } catch {
                guard error.isRetryable, !isFirst else { throw error }
                state.forget()
                state.tell("\(error)", note)
                if let timeout, start.duration(to: clock.now) >= timeout {
                    return Outcome(ending: .notReached(state.reason), looks: [], waited: start.duration(to: clock.now))
                }
                try await pause(.milliseconds(500))
            }
        }
    }

    /// Looks over new connections until the wait ends.
    private func follow(
        _ state: inout WaitState,
        _ token: String,
        _ start: ContinuousClock.Instant,
        _ note: (String) -> Void,
        _ isFirst: inout Bool
    ) async throws(ReplicationError) -> Ending {
        var connections: [MySQLConnection] = []
        do throws(ReplicationError) {
            var probes: [LagProbe] = []
            for configuration in [source] + replicas {
                let connection: MySQLConnection
                do throws(MySQLError) {
                    connection = try await MySQLConnection.open(configuration)
                } catch {
                    throw ReplicationError(connecting: error)
                }
                connections.append(connection)
                probes.append(try await LagProbe(connection, timeout: answerLimit))
            }
            let first = probes.removeFirst()
            var probe = GateProbe(source: first, replicas: probes, channel: channel)
            if usesMarker || markerTable != nil, state.marker == nil {
                state.take(try await probe.mark(table: markerTable, token: token, creates: createsTable))
            }
            isFirst = false
            let ending = try await judge(&state, &probe, start, note)
            for connection in connections { await connection.close() }
            return ending
        } catch {
            for connection in connections { await connection.close() }
            throw error
        }
    }

    private func judge(
        _ state: inout WaitState,
        _ probe: inout GateProbe,
        _ start: ContinuousClock.Instant,
        _ note: (String) -> Void
    ) async throws(ReplicationError) -> Ending {
        let clock = ContinuousClock()
        while true {
            let looks = try await probe.look(markedBy: state.marker)
            if let ending = state.judge(looks, note) { return ending }
            if let timeout, start.duration(to: clock.now) >= timeout { return .notReached(state.reason) }
            try await pause(state.isNear ? interval / 5 : interval)
        }
    }

    private func pause(_ duration: Duration) async throws(ReplicationError) {
        do {
            try await Task.sleep(for: duration)
        } catch {
            throw ReplicationError(.cancelled, "waiting was given up")
        }
    }
}

/// The gates of all replicas, and what is known so far.
private struct WaitState {
    private var gates: [Gate]
    private var conditions: Gate.Conditions
    private(set) var looks: [GateLook] = []
    /// Why the gates are not open.
    private(set) var reason = "no server has answered yet"

    init(_ conditions: Gate.Conditions, _ count: Int) {
        self.conditions = conditions
        gates = Array(repeating: Gate(conditions), count: count)
    }

    var marker: GateMarker? { conditions.marker }

    /// Whether all replicas had everything at the last look.
    var isNear: Bool { gates.allSatisfy(\.isNear) }

    mutating func take(_ marker: GateMarker) {
        conditions.marker = marker
        gates = Array(repeating: Gate(conditions), count: gates.count)
        looks = []
    }

    /// Begins anew over other connections.
    mutating func forget() {
        for index in gates.indices { gates[index].connectionLost() }
        looks = []
    }

    mutating func tell(_ text: String, _ note: (String) -> Void) {
        guard text != reason else { return }
        reason = text
        note(text)
    }

    /// How the wait ends by these looks; nil where it goes on.
    mutating func judge(_ looks: [GateLook], _ note: (String) -> Void) -> GateWatch.Ending? {
        self.looks = looks
        var proofs: [GateProof] = []
        var stopped: String?
        var waiting: String?
        for (index, look) in looks.enumerated() {
            let verdict = gates[index].judge(look)
            let place = looks.count > 1 ? "replica \(index + 1): " : ""
            switch verdict {
            case .open(let proof): proofs.append(proof)
            case .mismatch(let reason): return .mismatch(place + reason)
            case .stopped(let reason): stopped = stopped ?? place + reason
            case .waiting(let reason): waiting = waiting ?? place + reason
            }
        }
        if let stopped { return .stopped(stopped) }
        if let waiting {
            tell(waiting, note)
            return nil
        }
        return .reached(proofs)
    }
}
