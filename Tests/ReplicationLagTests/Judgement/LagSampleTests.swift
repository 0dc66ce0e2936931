// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct LagSampleTests {
    private func sample(_ state: LagState = .behind) -> LagSample {
        var sample = LagSample(replica: "r", channel: nil, time: 0, state: state)
        sample.backlog = Backlog(proof: .gtid, transactions: 1, isNothing: false)
        return sample
    }

    @Test func `nothing left is no lag, whatever the server's seconds say`() {
        var sample = sample(.caughtUp)
        sample.backlog = Backlog(proof: .gtid, transactions: 0, isNothing: true)
        sample.reportedSeconds = 40
        #expect(sample.lag == LagMeasure(0, by: .caughtUp))
    }

    @Test func `commit times are kept within what was seen`() {
        var sample = sample()
        sample.commitLag = 9_000_000
        sample.sampledLag = LagBounds(least: 2_000_000, most: 3_000_000)
        #expect(sample.lag == LagMeasure(3_000_000, by: .commitTime))
        sample.commitLag = nil
        #expect(sample.lag == LagMeasure(2_500_000, by: .sampling))
    }

    @Test func `a lag from before we looked is what the server says, where that is more`() {
        var sample = sample()
        sample.sampledLag = LagBounds(least: 2_000_000, most: nil)
        #expect(sample.lag == LagMeasure(2_000_000, by: .sampling, isLowerBound: true))
        sample.reportedSeconds = 3_600
        #expect(sample.lag == LagMeasure(3_600_000_000, by: .reported))
    }

    @Test func `HC-155 where the source is not known, a reported zero is no lag of zero`() {
        var sample = LagSample(replica: "r", channel: "c", time: 0, state: .unknown("gone"))
        sample.reportedSeconds = 0
        #expect(sample.lag == nil)
        sample.commitLag = 5_000_000
        #expect(sample.lag == LagMeasure(5_000_000, by: .commitTime, isLowerBound: true))
        #expect(sample.name == "r/c")
    }
}
