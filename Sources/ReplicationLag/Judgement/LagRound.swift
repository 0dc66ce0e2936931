// SPDX-License-Identifier: Apache-2.0

/// All that was learnt of all replicas at one time.
public struct LagRound: Sendable {
    /// One source as it was then.
    public struct Source: Sendable {
        /// What it is called.
        public var name: String
        /// What it told; nil where it could not be asked.
        public var reading: SourceReading?
        /// Why it could not be asked.
        public var failure: String?
        /// For how long it has written nothing, in microseconds.
        public var quiet: Int64

        /// Takes the parts.
        public init(name: String, reading: SourceReading?, failure: String?, quiet: Int64) {
            self.name = name
            self.reading = reading
            self.failure = failure
            self.quiet = quiet
        }
    }

    /// Which one it is, from 1.
    public var number: Int
    /// When it was complete, in microseconds since 1970 UTC by our clock.
    public var time: Int64
    /// The sources.
    public var sources: [Source]
    /// One for each replica and channel, in the order in which the replicas were named.
    public var samples: [LagSample]

    /// Takes the parts.
    public init(number: Int, time: Int64, sources: [Source], samples: [LagSample]) {
        self.number = number
        self.time = time
        self.sources = sources
        self.samples = samples
    }
}
