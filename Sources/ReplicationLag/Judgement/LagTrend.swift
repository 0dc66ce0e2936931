// SPDX-License-Identifier: Apache-2.0

/// The last backlogs of a replica, from which rates and the forecast follow.
struct LagTrend: Sendable {
    private struct Point: Sendable {
        /// Seconds.
        var time: Double
        var writtenTransactions: Double
        var writtenBytes: Double
        var leftTransactions: Double?
        var leftBytes: Double?
    }

    private var points: [Point] = []
    private var state = ""
    /// Seconds that rates are taken over.
    private static let rateSeconds = 30.0
    /// Seconds that the forecast goes by.
    private static let forecastSeconds = 60.0
    /// The most points that are kept.
    private static let capacity = 1_024

    /// Takes a sample's backlog.
    mutating func add(_ backlog: Backlog?, _ state: LagState, at time: Int64, of history: SourceHistory) {
        // What a replica did before it stopped, or began again, says nothing of what it will do.
        let kind = state.isStopped ? "stopped" : "running"
        if kind != self.state { points.removeAll() }
        self.state = kind
        guard let backlog, let last = history.entries.last else {
            points.removeAll()
            return
        }
        let seconds = Double(time) / 1e6
        if let newest = points.last, newest.writtenBytes > Double(last.bytes) || newest.time > seconds {
            points.removeAll()
        }
        points.append(
            Point(
                time: seconds,
                writtenTransactions: Double(last.transactions),
                writtenBytes: Double(last.bytes),
                leftTransactions: backlog.transactions.map { Double($0) },
                leftBytes: backlog.bytes.map { Double($0) }
            )
        )
        points.removeAll { $0.time < seconds - LagTrend.forecastSeconds }
        if points.count > LagTrend.capacity { points.removeFirst(points.count - LagTrend.capacity) }
    }

    /// The rates.
    var rates: LagRates {
        var rates = LagRates()
        guard let last = points.last, let first = points.first(where: { $0.time >= last.time - LagTrend.rateSeconds }),
            last.time > first.time
        else { return rates }
        let seconds = last.time - first.time
        if let before = first.leftTransactions, let now = last.leftTransactions {
            let written = last.writtenTransactions - first.writtenTransactions
            rates.writtenTransactions = written / seconds
            rates.appliedTransactions = max(0, written + before - now) / seconds
        }
        let written = last.writtenBytes - first.writtenBytes
        rates.writtenBytes = written / seconds
        if let before = first.leftBytes, let now = last.leftBytes {
            rates.appliedBytes = max(0, written + before - now) / seconds
        }
        return rates
    }

    /// When nothing will be left.
    ///
    /// What was before the peak of the backlog, when it still grew, says nothing of how fast it shrinks since.
    var forecast: CatchUpForecast {
        let byTransactions = points.allSatisfy { $0.leftTransactions != nil }
        let backlogs = points.compactMap { point in
            (byTransactions ? point.leftTransactions : point.leftBytes).map {
                CatchUpForecast.Point(time: point.time, backlog: $0)
            }
        }
        let peak = backlogs.map(\.backlog).max() ?? 0
        let since = backlogs[(backlogs.lastIndex { $0.backlog == peak } ?? 0)...]
        return CatchUpForecast(since.count >= CatchUpForecast.minimumCount ? Array(since) : backlogs)
    }
}
