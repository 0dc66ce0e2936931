// SPDX-License-Identifier: Apache-2.0

import Glibc
import MySQLTestSupport

/// What one piece of work cost: CPU time again and again, and memory taken from the heap.
public struct Measurement: Sendable {
    /// What was measured, such as `orders/decode`.
    public let name: String
    /// Bytes that one run reads.
    public let byteCount: Int
    /// Rows that one run reads; 0 where it reads none.
    public let rowCount: Int
    /// Seconds of CPU time of each run, shortest first.
    public let seconds: [Double]
    /// Times that heap memory is taken for each further event; nil where that cannot be counted.
    public var allocationsPerEvent: Double?

    /// Runs `body` once to warm up, then `samples` times.
    public init(
        _ name: String,
        byteCount: Int,
        rowCount: Int,
        samples: Int,
        _ body: () throws -> Void
    ) rethrows {
        try body()
        var seconds: [Double] = []
        for _ in 0..<samples {
            let start = Measurement.cpuTime()
            try body()
            seconds.append(Measurement.cpuTime() - start)
        }
        self.name = name
        self.byteCount = byteCount
        self.rowCount = rowCount
        self.seconds = seconds.sorted()
    }

    /// The run in the middle.
    public var median: Double { seconds[seconds.count / 2] }
    /// The fastest run.
    public var best: Double { seconds.first ?? .infinity }
    /// The slowest run but for one in a hundred.
    public var p99: Double { seconds[min(seconds.count - 1, seconds.count * 99 / 100)] }

    /// Megabytes of 1,000,000 bytes for each second of CPU time.
    public func megabytesPerSecond(_ seconds: Double) -> Double { Double(byteCount) / seconds / 1e6 }

    /// Seconds of CPU time of this thread.
    private static func cpuTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension Measurement {
    /// How often `long` takes heap memory more than `short` does, for each of the `events` that it has more.
    ///
    /// What is taken once, however long the work, is in both. Nil where nothing can be counted.
    public static func allocations(
        _ short: () throws -> Void,
        _ long: () throws -> Void,
        events: Int
    ) throws -> Double? {
        guard AllocationCounter.isAvailable else { return nil }
        try long()
        let few = try AllocationCounter.allocations(in: short)
        let many = try AllocationCounter.allocations(in: long)
        return Double(many - few) / Double(events)
    }
}
