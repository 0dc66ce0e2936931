// SPDX-License-Identifier: Apache-2.0

/// How lags are distributed: of the last some thousand transactions, with percentiles.
public struct LagDistribution: Sendable, Hashable {
    /// Lags that are kept, the newest.
    public static let capacity = 10_000

    /// The lags in microseconds, the oldest replaced first.
    private var lags: [Int64] = []
    private var next = 0
    /// How many there were, those included that are not kept any more.
    public private(set) var count: UInt64 = 0

    /// Has none.
    public init() {}

    /// Adds a lag; one below zero, which clocks can make of a small one, counts as zero.
    public mutating func add(_ microseconds: Int64) {
        count += 1
        let lag = max(0, microseconds)
        if lags.count < LagDistribution.capacity {
            lags.append(lag)
        } else {
            lags[next] = lag
            next = (next + 1) % LagDistribution.capacity
        }
    }

    /// The lag that so many percent of the transactions did not exceed, 50 for the median, 100 for the longest; nil where there
    /// are none.
    public func percentile(_ percent: Double) -> Int64? {
        percentiles([percent])?.first
    }

    /// Several percentiles at once; nil where there are no lags.
    public func percentiles(_ percents: [Double]) -> [Int64]? {
        guard !lags.isEmpty else { return nil }
        let sorted = lags.sorted()
        return percents.map { percent in
            let rank = (Double(sorted.count) * min(max(percent, 0), 100) / 100).rounded(.up)
            return sorted[min(max(Int(rank), 1), sorted.count) - 1]
        }
    }
}
