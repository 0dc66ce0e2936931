// SPDX-License-Identifier: Apache-2.0

/// What one piece of work cost, run again and again.
public struct StageCost: Sendable {
    /// What was read.
    public let workload: String
    /// What was done with it, such as `decode`.
    public let stage: String
    /// How much that is.
    public let size: WorkloadSize
    /// What each run cost.
    public private(set) var samples: [Sample] = []
    /// Times that one run takes heap memory; nil where that was not counted.
    public var allocations: Int?

    /// Begins without runs.
    public init(_ workload: String, _ stage: String, size: WorkloadSize) {
        self.workload = workload
        self.stage = stage
        self.size = size
    }

    /// Takes one more run.
    public mutating func add(_ sample: Sample) {
        samples.append(sample)
    }

    /// User and system seconds, least first.
    public var cpu: [Double] { samples.map(\.cpu).sorted() }
    /// Seconds that passed, least first.
    public var wall: [Double] { samples.map(\.wall).sorted() }
    /// The most memory that any run held.
    public var peakBytes: Int? { samples.compactMap(\.peakBytes).max() }

    /// The run in the middle of `sorted`.
    public static func median(_ sorted: [Double]) -> Double {
        sorted.isEmpty ? .infinity : sorted[sorted.count / 2]
    }

    /// Megabytes of 1,000,000 bytes of binlog for each of these seconds.
    public func rate(_ seconds: Double) -> Double { Double(size.bytes) / seconds / 1e6 }
}
