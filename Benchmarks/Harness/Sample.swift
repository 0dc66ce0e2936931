// SPDX-License-Identifier: Apache-2.0

/// What one run cost.
public struct Sample: Sendable, Codable {
    /// Seconds of user and system time.
    public var cpu: Double
    /// Seconds that passed.
    public var wall: Double
    /// The most memory that the process held, in bytes; nil where the system does not tell.
    public var peakBytes: Int?

    /// Puts the parts together.
    public init(cpu: Double, wall: Double, peakBytes: Int? = nil) {
        self.cpu = cpu
        self.wall = wall
        self.peakBytes = peakBytes
    }

    /// Runs `body` in this process.
    public init(of body: () async throws -> Void) async rethrows {
        PeakMemory.reset()
        let start = (cpu: Clock.process(), wall: Clock.wall())
        try await body()
        self.init(cpu: Clock.process() - start.cpu, wall: Clock.wall() - start.wall, peakBytes: PeakMemory.bytes())
    }
}
