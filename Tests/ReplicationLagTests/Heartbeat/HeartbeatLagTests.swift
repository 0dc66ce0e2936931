// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct HeartbeatLagTests {
    private func row(_ time: Int64) -> HeartbeatRow { HeartbeatRow(serverID: 1, time: time) }

    @Test func `two rows of one writer need no clock`() {
        // Our clock is an hour off, and unknown.
        let lag = HeartbeatLag(of: row(7_000_000), source: row(9_500_000), now: 3_600_000_000, clock: nil)
        #expect(lag.microseconds == 2_500_000 && lag.error == 0)
        #expect(lag.silence == 3_590_500_000)
        let caughtUp = HeartbeatLag(of: row(9_500_000), source: row(9_500_000), now: 0, clock: nil)
        #expect(caughtUp.microseconds == 0)
    }

    @Test func `a row that came while we asked is no negative lag`() {
        let lag = HeartbeatLag(of: row(9_600_000), source: row(9_500_000), now: 9_700_000, clock: nil)
        #expect(lag.microseconds == 0)
    }

    @Test func `one row is as old as the writer's clock says`() {
        let clock = ClockOffset(microseconds: -5_000_000, error: 300)
        let lag = HeartbeatLag(of: row(1_000_000), source: nil, now: 8_000_000, clock: clock)
        #expect(lag.microseconds == 2_000_000 && lag.error == 300 && lag.silence == nil)
        #expect(HeartbeatLag(of: row(4_000_000), source: nil, now: 8_000_000, clock: clock).microseconds == 0)
    }
}
