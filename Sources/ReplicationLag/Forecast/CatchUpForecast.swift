// SPDX-License-Identifier: Apache-2.0

/// When a replica will have caught up, if it goes on as it did.
///
/// A straight line is laid through the backlog of the last samples by least squares; the error of its slope gives the interval.
public enum CatchUpForecast: Sendable, Hashable {
    /// There is nothing to catch up with.
    case caughtUp
    /// In so many seconds, and between these with 95 % certainty; `latest` is nil where the slope may as well be level.
    case seconds(Double, earliest: Double, latest: Double?)
    /// The backlog grows, or stays as it is: at this rate never.
    case never
    /// There are too few samples to tell.
    case unknown

    /// One measurement.
    public struct Point: Sendable, Hashable {
        /// Seconds since any fixed moment.
        public var time: Double
        /// What was left to apply, in any unit.
        public var backlog: Double

        /// Takes time and backlog.
        public init(time: Double, backlog: Double) {
            self.time = time
            self.backlog = backlog
        }
    }

    /// Samples that a forecast needs.
    public static let minimumCount = 4

    /// Lays the line through `points`, which stand in the order of their times.
    public init(_ points: [Point]) {
        guard let last = points.last else {
            self = .unknown
            return
        }
        guard last.backlog > 0 else {
            self = .caughtUp
            return
        }
        guard points.count >= CatchUpForecast.minimumCount else {
            self = .unknown
            return
        }
        let count = Double(points.count)
        let meanTime = points.reduce(0) { $0 + $1.time } / count
        let mean = points.reduce(0) { $0 + $1.backlog } / count
        var squares = 0.0
        var products = 0.0
        for point in points {
            squares += (point.time - meanTime) * (point.time - meanTime)
            products += (point.time - meanTime) * (point.backlog - mean)
        }
        guard squares > 0 else {
            self = .unknown
            return
        }
        let slope = products / squares
        var residuals = 0.0
        for point in points {
            let expected = mean + slope * (point.time - meanTime)
            residuals += (point.backlog - expected) * (point.backlog - expected)
        }
        guard slope < 0 else {
            self = .never
            return
        }
        let error = CatchUpForecast.quantile(points.count - 2) * (residuals / (count - 2) / squares).squareRoot()
        let steepest = slope - error
        let flattest = slope + error
        self = .seconds(
            last.backlog / -slope,
            earliest: last.backlog / -steepest,
            latest: flattest < 0 ? last.backlog / -flattest : nil
        )
    }

    /// Student's t for 95 % on both sides; from 30 degrees of freedom on it hardly changes.
    private static func quantile(_ degrees: Int) -> Double {
        let table: [Double] = [
            12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
            2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
        ]
        return degrees >= 1 && degrees <= table.count ? table[degrees - 1] : 1.96
    }
}
