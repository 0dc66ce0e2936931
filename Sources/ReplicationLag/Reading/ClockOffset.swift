// SPDX-License-Identifier: Apache-2.0

/// How far a server's clock is ahead of ours, as one question and its answer tell.
///
/// The server's clock was read at some moment between question and answer, so the middle is the best guess and half the round
/// trip bounds its error. Of several measurements the one with the shortest round trip is the best.
public struct ClockOffset: Sendable, Hashable {
    /// Microseconds by which the server's clock is ahead of ours; negative where it is behind.
    public var microseconds: Int64
    /// Microseconds by which ``microseconds`` may be wrong, either way.
    public var error: Int64

    /// Takes what was measured.
    public init(microseconds: Int64, error: Int64) {
        self.microseconds = microseconds
        self.error = error
    }

    /// Works out the offset from the server's time, and ours before the question and behind the answer; all in microseconds
    /// since 1970 UTC.
    public init(server: Int64, asked: Int64, answered: Int64) {
        let half = max(0, answered - asked) / 2
        self.init(microseconds: server - (asked + half), error: half)
    }

    /// The better of two measurements: that with the smaller error.
    public func better(of other: ClockOffset) -> ClockOffset {
        other.error < error ? other : self
    }

    /// How far the clock of `other` is ahead of this one's, measured by the same third clock.
    public func skew(to other: ClockOffset) -> ClockOffset {
        ClockOffset(microseconds: other.microseconds - microseconds, error: error + other.error)
    }
}
