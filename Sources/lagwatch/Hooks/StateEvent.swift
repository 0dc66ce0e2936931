// SPDX-License-Identifier: Apache-2.0

package import ReplicationLag

/// A replica has entered a state, or its lag a limit.
package struct StateEvent: Sendable, Hashable {
    /// What happened.
    package var trigger: StateHook.Trigger
    /// The sample that told it.
    package var sample: LagSample
    /// The name of the state before; nil where it is the first sample.
    package var previous: String?

    /// Takes what happened.
    package init(_ trigger: StateHook.Trigger, _ sample: LagSample, previous: String?) {
        self.trigger = trigger
        self.sample = sample
        self.previous = previous
    }

    /// What a command is told by variables of its environment; what is not known is empty.
    package var environment: [String: String] {
        let backlog = sample.backlog
        return [
            "LAGWATCH_EVENT": trigger.rawValue,
            "LAGWATCH_REPLICA": sample.replica,
            "LAGWATCH_CHANNEL": sample.channel ?? "",
            "LAGWATCH_SOURCE": sample.source ?? "",
            "LAGWATCH_STATE": sample.state.name,
            "LAGWATCH_PREVIOUS_STATE": previous ?? "",
            "LAGWATCH_REASON": sample.state.reason ?? "",
            "LAGWATCH_LAG_SECONDS": sample.lag.map { SecondsText.plain($0.microseconds) } ?? "",
            "LAGWATCH_LAG_METHOD": sample.lag?.method.rawValue ?? "",
            "LAGWATCH_BACKLOG_TRANSACTIONS": backlog?.transactions.map { "\($0)" } ?? "",
            "LAGWATCH_BACKLOG_BYTES": backlog?.bytes.map { "\($0)" } ?? "",
            "LAGWATCH_TIME": SecondsText.plain(sample.time),
        ]
    }
}

/// Numbers in plain decimal digits.
enum SecondsText {
    /// Seconds of so many microseconds, with as many of six digits behind the point as it has.
    static func plain(_ microseconds: Int64) -> String {
        let sign = microseconds < 0 ? "-" : ""
        let (whole, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        guard fraction > 0 else { return "\(sign)\(whole)" }
        var digits = String(String(1_000_000 + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }
}
