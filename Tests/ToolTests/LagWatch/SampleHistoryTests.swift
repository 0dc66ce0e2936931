// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing
import lagwatch

struct SampleHistoryTests {
    @Test func `no more points are kept than a quarter above the capacity, and the newest stay`() {
        var history = SampleHistory(capacity: 100)
        for second in 0..<1_000 {
            history.take(LagSamples.sample(second: Int64(second), .behind, lag: Double(second)))
            #expect(history.tracks[0].points.count <= 125)
        }
        #expect(history.tracks[0].points.count >= 100)
        #expect(history.tracks[0].points.last?.lag == 999_000_000)
        #expect(history.tracks[0].count == 1_000)
        #expect(history.newest == 1_000)
    }

    @Test func `a state's beginning is when it was entered`() {
        var history = SampleHistory()
        for (second, state) in [LagState.behind, .behind, .stopped("a"), .stopped("b"), .caughtUp].enumerated() {
            history.take(LagSamples.sample(second: Int64(second), state))
        }
        #expect(history.tracks[0].since == LagSamples.noon + 4_000_000)
        #expect(history.tracks[0].points.map(\.state) == [2, 2, 3, 3, 0])
        var stopped = SampleHistory()
        for second in 0..<4 { stopped.take(LagSamples.sample(second: Int64(second), .stopped("\(second)"))) }
        #expect(stopped.tracks[0].since == LagSamples.noon)
    }

    @Test func `channels of one replica are apart`() {
        var history = SampleHistory()
        history.take(LagSamples.sample(channel: "a", .idle))
        history.take(LagSamples.sample(channel: nil, .idle))
        history.take(LagSamples.sample(channel: "a", second: 1, .behind))
        #expect(history.tracks.map(\.latest.channel) == ["a", nil])
        #expect(history.tracks.map(\.points.count) == [2, 1])
    }

    @Test func `the states' names are those of the samples`() {
        let states: [LagState] = [.caughtUp, .idle, .behind, .stopped(""), .delayed(seconds: 1), .unknown("")]
        #expect(states.map(\.name) == SampleHistory.stateNames)
    }
}
