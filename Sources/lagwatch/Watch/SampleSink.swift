// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Who takes every round of samples: the screen, JSON, CSV, a server of metrics, hooks.
protocol SampleSink: AnyObject {
    /// Takes a round. What it throws ends the watching.
    func take(_ round: LagRound) async throws

    /// Is called once, behind the last round.
    func end() async throws
}

/// What adds the answer of a further method to each round, before the sinks take it: a heartbeat table, observed binlogs.
protocol RoundAddition: AnyObject {
    /// Adds what it knows to the round's samples.
    func add(to round: inout LagRound) async
}
