// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct LagDistributionTests {
    @Test func `percentiles are lags that there were`() {
        var distribution = LagDistribution()
        #expect(distribution.percentile(50) == nil)
        for lag in (1...100).shuffled() { distribution.add(Int64(lag)) }
        #expect(distribution.percentiles([0, 1, 50, 90, 99, 99.5, 100]) == [1, 1, 50, 90, 99, 100, 100])
        #expect(distribution.count == 100)
    }

    @Test func `what clocks make negative counts as none`() {
        var distribution = LagDistribution()
        distribution.add(-5)
        #expect(distribution.percentile(100) == 0)
    }

    @Test func `only the newest are kept, and all are counted`() {
        var distribution = LagDistribution()
        for _ in 0..<LagDistribution.capacity { distribution.add(9) }
        for _ in 0..<LagDistribution.capacity { distribution.add(1) }
        #expect(distribution.percentile(100) == 1)
        #expect(distribution.count == UInt64(2 * LagDistribution.capacity))
    }
}
