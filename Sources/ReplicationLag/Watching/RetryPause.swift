// SPDX-License-Identifier: Apache-2.0

/// When to connect again to a server that could not be asked.
///
/// A server that hangs keeps the threads of connections that we gave up, so the pause doubles each time that it took long to fail.
/// One that refuses at once is asked again at once.
struct RetryPause: Sendable {
    private var failures = 0
    private var until: Int64 = 0
    /// Microseconds of the longest pause.
    private static let longest: Int64 = 30_000_000
    /// Microseconds from which on a failure was slow.
    private static let slow: Int64 = 1_000_000

    /// Whether it is too early.
    func isOver(at time: Int64) -> Bool { time >= until }

    /// Takes a failure of a question that was asked at `start`; microseconds of our clock.
    mutating func failed(from start: Int64, at time: Int64) {
        guard time - start >= RetryPause.slow else { return }
        failures = min(failures + 1, 6)
        until = time.addingReportingOverflow(min(RetryPause.longest, 1_000_000 << Int64(failures - 1))).partialValue
    }

    /// Takes a success.
    mutating func succeeded() {
        failures = 0
        until = 0
    }
}
