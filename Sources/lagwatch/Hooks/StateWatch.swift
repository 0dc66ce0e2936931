// SPDX-License-Identifier: Apache-2.0

package import ReplicationLag

/// Tells when replicas enter states, and when their lag enters or leaves the limit of `--alert`.
package struct StateWatch: Sendable {
    private struct Standing {
        var state: String
        var isAlarming = false
        /// Since when the lag is not known; nil while it is.
        var unknownSince: Int64?
    }

    /// Microseconds of lag that raise an alert; nil where none is asked for.
    package let limit: Int64?
    private var standings: [ReplicaChannel: Standing] = [:]

    /// Has seen nothing yet.
    package init(limit: Int64?) {
        self.limit = limit
    }

    /// Takes a sample; what follows from it, in order.
    package mutating func take(_ sample: LagSample) -> [StateEvent] {
        let key = ReplicaChannel(sample)
        let name = sample.state.name
        let before = standings[key]
        var standing = before ?? Standing(state: name)
        standing.state = name
        var events: [StateEvent] = []
        if before?.state != name {
            events.append(StateEvent(StateHook.Trigger(sample.state), sample, previous: before?.state))
        }
        if let limit {
            let isAlarming = StateWatch.exceeds(sample, limit, &standing.unknownSince)
            if isAlarming != standing.isAlarming {
                events.append(StateEvent(isAlarming ? .alert : .recovered, sample, previous: before?.state))
            }
            standing.isAlarming = isAlarming
        }
        standings[key] = standing
        return events
    }

    /// Whether a sample's lag exceeds the limit.
    ///
    /// What a delay asks for does not count. A replica that is stopped exceeds every limit, unless nothing is left to apply; one of
    /// which nothing is known does when that lasts longer than the limit.
    private static func exceeds(_ sample: LagSample, _ limit: Int64, _ unknownSince: inout Int64?) -> Bool {
        if let backlog = sample.backlog, backlog.isNothing {
            unknownSince = nil
            return false
        }
        if sample.state.isStopped {
            unknownSince = nil
            return true
        }
        guard let lag = sample.lag?.microseconds else {
            let since = unknownSince ?? sample.time
            unknownSince = since
            return sample.time - since > limit
        }
        unknownSince = nil
        var allowed = limit
        if case .delayed(let seconds) = sample.state {
            let delay = Int64(clamping: seconds.multipliedReportingOverflow(by: 1_000_000).partialValue)
            allowed = seconds > 1 << 32 ? .max : limit.addingReportingOverflow(delay).partialValue
        }
        return lag > allowed
    }
}
