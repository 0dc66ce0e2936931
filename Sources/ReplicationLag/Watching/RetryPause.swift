// SPDX-License-Identifier: Apache-2.0

/// When to connect again to a server that could not be asked.
///
/// A server that hangs keeps the threads of connections that we gave up, so the pause doubles with each failure in a row.
struct RetryPause: Sendable {
    private var failures = 0
    private var until: Int64 = 0
    /// Microseconds of the longest pause.
    private static let longest: Int64 = 30_000_000

    /// Whether it is too early.
    func isOver(at time: Int64) -> Bool { time >= until }

    /// Takes a failure; the first one costs no pause.
    mutating func failed(at time: Int64) {
        failures = min(failures + 1, 16)
        let pause = failures == 1 ? 0 : min(RetryPause.longest, 1_000_000 << Int64(failures - 2))
        until = time.addingReportingOverflow(pause).partialValue
    }

    /// Takes a success.
    mutating func succeeded() {
        failures = 0
        until = 0
    }
}
