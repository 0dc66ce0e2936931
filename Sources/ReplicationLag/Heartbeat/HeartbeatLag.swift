// SPDX-License-Identifier: Apache-2.0

/// What heartbeat rows tell of a replica.
///
/// Where the source's own row is known, both are times of one clock, the writer's: no clocks are compared. Else the row's age is told by
/// the writer's clock, which is taken for the source's, and what clocks may be wrong by stands in ``error``.
public struct HeartbeatLag: Sendable, Hashable {
    /// Microseconds that the replica is behind; never negative.
    public var microseconds: Int64
    /// Microseconds by which that may be wrong because of clocks; 0 where none were compared.
    public var error: Int64
    /// How old the newest heartbeat of the source is: much more than the pause between two where nothing writes any more.
    public var silence: Int64?

    /// Works it out.
    ///
    /// - Parameters:
    ///   - replica: The row that the replica shows.
    ///   - source: The row that the source showed before; nil where it was not asked.
    ///   - now: Our clock.
    ///   - clock: The writer's clock against ours; nil where it is not known, and taken for ours.
    public init(of replica: HeartbeatRow, source: HeartbeatRow?, now: Int64, clock: ClockOffset?) {
        let writersNow = now.addingReportingOverflow(clock?.microseconds ?? 0).partialValue
        if let source {
            microseconds = max(0, source.time.subtractingReportingOverflow(replica.time).partialValue)
            error = 0
            silence = max(0, writersNow.subtractingReportingOverflow(source.time).partialValue)
        } else {
            microseconds = max(0, writersNow.subtractingReportingOverflow(replica.time).partialValue)
            error = clock?.error ?? 0
        }
    }
}
