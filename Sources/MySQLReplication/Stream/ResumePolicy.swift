// SPDX-License-Identifier: Apache-2.0

/// How a stream that was cut off tries again.
public struct ResumePolicy: Sendable, Hashable {
    /// How long the first attempt waits.
    public var firstDelay: Duration
    /// How long an attempt waits at most; each waits twice as long as the one before.
    public var longestDelay: Duration
    /// How many attempts in a row fail before the stream does; 0 never tries again.
    public var attempts: Int

    /// Waits 100 ms, 200 ms and so on up to `longestDelay`.
    public init(
        firstDelay: Duration = .milliseconds(100),
        longestDelay: Duration = .seconds(15),
        attempts: Int = 240
    ) {
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.attempts = attempts
    }

    /// The first lost connection ends the stream.
    public static let never = ResumePolicy(attempts: 0)

    /// How long the attempt waits that follows `failed` failed ones; nil where there is none.
    public func delay(afterFailures failed: Int) -> Duration? {
        guard failed < attempts else { return nil }
        // 40 doublings of the shortest delay are past any longest one, and do not overflow.
        var delay = firstDelay
        for _ in 0..<min(failed, 40) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }
}
