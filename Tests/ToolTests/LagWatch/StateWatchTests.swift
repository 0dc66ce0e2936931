// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing
import lagwatch

struct StateWatchTests {
    private func events(_ samples: [LagSample], limit: Double? = nil) -> [[StateHook.Trigger]] {
        var watch = StateWatch(limit: limit.map { Int64($0 * 1e6) })
        return samples.map { watch.take($0).map(\.trigger) }
    }

    @Test func `a state is entered once, and by the first sample too`() {
        let states: [LagState] = [.stopped("a"), .stopped("b"), .behind, .behind, .caughtUp, .idle, .caughtUp]
        #expect(
            events(states.map { LagSamples.sample($0) })
                == [[.stopped], [], [.behind], [], [.caughtUp], [.idle], [.caughtUp]]
        )
    }

    @Test func `replicas and channels are watched apart`() {
        let samples = [
            LagSamples.sample("a", .behind), LagSamples.sample("b", .behind),
            LagSamples.sample("a", channel: "x", .behind),
            LagSamples.sample("a", .behind),
        ]
        #expect(events(samples) == [[.behind], [.behind], [.behind], []])
    }

    @Test func `an alert is raised above the limit, once, and taken back at it`() {
        let lags = [1.0, 30, 30.000_001, 40, 29, 31]
        let samples = lags.map { LagSamples.sample(.behind, lag: $0, transactions: 5) }
        #expect(events(samples, limit: 30) == [[.behind], [], [.alert], [], [.recovered], [.alert]])
    }

    @Test func `what is delayed on purpose alarms behind its delay`() {
        let samples = [3600.0, 3629, 3631].map { LagSamples.sample(.delayed(seconds: 3600), lag: $0, transactions: 5) }
        #expect(events(samples, limit: 30) == [[.delayed], [], [.alert]])
        let extreme = LagSamples.sample(.delayed(seconds: .max), lag: 1e9, transactions: 5)
        #expect(events([extreme], limit: 30) == [[.delayed]])
    }

    @Test func `a stopped replica with transactions left alarms at once; with none left it does not`() {
        #expect(events([LagSamples.sample(.stopped("x"), transactions: 5)], limit: 30) == [[.stopped, .alert]])
        #expect(events([LagSamples.sample(.stopped("x"))], limit: 30) == [[.stopped, .alert]])
        #expect(events([LagSamples.sample(.stopped("x"), transactions: 0)], limit: 30) == [[.stopped]])
    }

    @Test func `what is not known alarms when it stays so for longer than the limit`() {
        let seconds: [Int64] = [0, 30, 31, 32]
        let samples = seconds.map { LagSamples.sample(second: $0, .unknown("x")) }
        #expect(events(samples, limit: 30) == [[.unknown], [], [.alert], []])
        let known = LagSamples.sample(second: 33, .caughtUp, lag: 0, transactions: 0)
        #expect(events(samples + [known], limit: 30).last == [.caughtUp, .recovered])
    }

    @Test func `a command is told how the replica stands`() throws {
        var watch = StateWatch(limit: nil)
        _ = watch.take(LagSamples.sample("db2", channel: "shop", .caughtUp))
        let sample = LagSamples.sample("db2", channel: "shop", .behind, lag: 1.5, bytes: 9, transactions: 2)
        let event = try #require(watch.take(sample).first)
        #expect(
            event.environment == [
                "LAGWATCH_EVENT": "behind", "LAGWATCH_REPLICA": "db2", "LAGWATCH_CHANNEL": "shop",
                "LAGWATCH_SOURCE": "",
                "LAGWATCH_STATE": "BEHIND", "LAGWATCH_PREVIOUS_STATE": "CAUGHT UP", "LAGWATCH_REASON": "",
                "LAGWATCH_LAG_SECONDS": "1.5", "LAGWATCH_LAG_METHOD": "commit-time",
                "LAGWATCH_BACKLOG_TRANSACTIONS": "2",
                "LAGWATCH_BACKLOG_BYTES": "9", "LAGWATCH_TIME": "1767268800",
            ]
        )
    }
}
