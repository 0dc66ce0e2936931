// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Hands to the runner what samples call for, and ends the watching where an alert is to.
final class HookSink: SampleSink {
    private var watch: StateWatch
    private let runner: HookRunner
    private let endsOnAlert: Bool

    init(limit: Int64?, _ runner: HookRunner, endsOnAlert: Bool) {
        watch = StateWatch(limit: limit)
        self.runner = runner
        self.endsOnAlert = endsOnAlert
    }

    func take(_ round: LagRound) throws {
        var alert: AlertRaised?
        for event in round.samples.flatMap({ watch.take($0) }) {
            runner.note(event)
            if endsOnAlert, event.trigger == .alert { alert = alert ?? AlertRaised(event) }
        }
        if let alert { throw alert }
    }

    func end() {}
}

/// The lag of a replica exceeds what `--alert` allows.
struct AlertRaised: Error, CustomStringConvertible {
    /// Which replica, and how it stands.
    let description: String

    init(_ event: StateEvent) {
        let sample = event.sample
        let lag = sample.lag.map {
            "\($0.isLowerBound ? "more than " : "")\(SecondsText.plain($0.microseconds)) s behind"
        }
        description = [
            sample.name + " is \(sample.state.name)", lag ?? "by how much is not known", sample.state.reason,
        ]
        .compactMap(\.self).joined(separator: ", ")
    }
}
