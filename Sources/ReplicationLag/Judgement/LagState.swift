// SPDX-License-Identifier: Apache-2.0

/// How a replica stands to its source.
public enum LagState: Sendable, Hashable {
    /// It has applied all that the source had committed, and the source writes.
    case caughtUp
    /// It has applied all that the source had committed, and the source has written nothing since it was last asked.
    case idle
    /// It has not applied all, and works on it.
    case behind
    /// A thread is stopped; the text says which, and by what error.
    case stopped(String)
    /// It holds transactions back on purpose, by so many seconds.
    case delayed(seconds: UInt64)
    /// It cannot be told; the text says why.
    case unknown(String)

    /// Whether a thread is stopped.
    public var isStopped: Bool {
        if case .stopped = self { true } else { false }
    }

    /// The state's name, as tables, JSON and metrics write it.
    public var name: String {
        switch self {
        case .caughtUp: "CAUGHT UP"
        case .idle: "IDLE"
        case .behind: "BEHIND"
        case .stopped: "STOPPED"
        case .delayed: "DELAYED"
        case .unknown: "UNKNOWN"
        }
    }

    /// What there is to say besides the name; nil where the name says all.
    public var reason: String? {
        switch self {
        case .caughtUp, .idle, .behind: nil
        case .stopped(let reason), .unknown(let reason): reason
        case .delayed(let seconds): "by \(seconds) s on purpose"
        }
    }
}

extension LagState {
    /// Judges a replica by what it told and by what it has still to apply.
    ///
    /// A thread that does not run comes first, since whatever was measured stands still then. Seconds that the server reports are
    /// no part of it.
    ///
    /// - Parameters:
    ///   - replica: What the replica told; the source was read before.
    ///   - backlog: What it has still to apply; nil where that cannot be told.
    ///   - sourceWrites: Whether the source writes; nil where that is not known.
    ///   - lag: The lag in microseconds, as far as it is known: one that is longer than the delay is not on purpose.
    package init(of replica: ReplicaReading, backlog: Backlog?, sourceWrites: Bool?, lag: Int64? = nil) {
        let status = replica.status
        if let failure = status.applierFailure, status.applier != .running {
            // What a coordinator says only points to the worker, which says what happened.
            let cause = replica.workers.compactMap(\.failure).first ?? "error \(failure.number): \(failure.message)"
            self = .stopped("the applier stopped with \(cause)")
            return
        }
        switch status.applier {
        case .stopped:
            self = .stopped("the applier (SQL thread) is stopped")
            return
        case .other(let word):
            self = .unknown("the applier's state is '\(word)'")
            return
        case nil:
            self = .unknown("the server does not tell whether the applier runs")
            return
        case .running, .connecting: break
        }
        if let worker = replica.workers.first(where: { $0.failure != nil }), let failure = worker.failure {
            self = .stopped("worker \(worker.id) stopped: \(failure)")
            return
        }
        switch status.receiver {
        case .stopped:
            let failure = status.receiverFailure
            self = .stopped(
                failure.map { "the receiver stopped with error \($0.number): \($0.message)" }
                    ?? "the receiver (I/O thread) is stopped"
            )
            return
        case .connecting:
            let failure = status.receiverFailure
            self = .stopped(
                "the receiver is not connected and tries again"
                    + (failure.map { ", error \($0.number): \($0.message)" } ?? "")
            )
            return
        case .other(let word):
            self = .unknown("the receiver's state is '\(word)'")
            return
        case .running, nil: break
        }
        guard let backlog else {
            self = .unknown("neither GTIDs nor positions of the two servers can be compared")
            return
        }
        if backlog.isNothing {
            self = sourceWrites == false ? .idle : .caughtUp
        } else if let delay = status.delay, delay > 0, status.isWaiting || LagState.isOnPurpose(lag, delay) {
            self = .delayed(seconds: delay)
        } else {
            self = .behind
        }
    }

    /// Whether the delay that was asked for explains the lag; the applier needs some time for the work itself.
    private static func isOnPurpose(_ lag: Int64?, _ delay: UInt64) -> Bool {
        guard let lag, let delay = Int64(seconds: delay) else { return true }
        return lag <= delay.addingReportingOverflow(2_000_000).partialValue
    }
}

extension ReplicaStatus {
    /// Whether the applier waits for the delay to be over, and does nothing else.
    var isWaiting: Bool { row["sql_remaining_delay"] != nil }
}
