// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct ClockOffsetTests {
    @Test func `half the way there and back is how far the measurement may be wrong`() {
        let offset = ClockOffset(server: 5_000, asked: 1_000, answered: 1_600)
        #expect(offset == ClockOffset(microseconds: 3_700, error: 300))
    }

    @Test func `the shorter way is the better measurement`() {
        let slow = ClockOffset(microseconds: 50, error: 400)
        let fast = ClockOffset(microseconds: 10, error: 30)
        #expect(slow.better(of: fast) == fast && fast.better(of: slow) == fast)
    }

    @Test func `two servers' clocks are compared by ours, and their errors add up`() {
        let source = ClockOffset(microseconds: 2_000, error: 30)
        let replica = ClockOffset(microseconds: -500, error: 40)
        #expect(source.skew(to: replica) == ClockOffset(microseconds: -2_500, error: 70))
    }
}
