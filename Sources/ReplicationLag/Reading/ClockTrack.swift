// SPDX-License-Identifier: Apache-2.0

/// The last measurements of a server's clock; the best of them is what is known.
///
/// Clocks drift apart by some millionths, so a good measurement of a minute ago is better than a bad one of now.
struct ClockTrack: Sendable {
    private var measurements: [ClockOffset] = []
    /// How many are kept.
    private static let count = 32

    /// Takes one more.
    mutating func add(_ measurement: ClockOffset) {
        // A clock that was set tells something else than before, beyond what both measurements may be wrong by.
        if let best, abs(best.microseconds - measurement.microseconds) > best.error + measurement.error + 1_000 {
            measurements.removeAll()
        }
        measurements.append(measurement)
        if measurements.count > ClockTrack.count { measurements.removeFirst() }
    }

    /// The measurement with the smallest error.
    var best: ClockOffset? {
        guard let first = measurements.first else { return nil }
        return measurements.dropFirst().reduce(first) { $0.better(of: $1) }
    }
}
