// SPDX-License-Identifier: Apache-2.0

import ReplaySinkPostgres
import Testing

@Suite struct InterruptTests {
    @Test func `an interrupt that was raised ends every wait`() throws {
        let interrupt = try Interrupt()
        #expect(!interrupt.isRaised)
        interrupt.raise()
        interrupt.raise()
        #expect(interrupt.isRaised)
        #expect(interrupt.wait(for: -1, reading: true, writing: false, until: nil) == .interrupt)
    }

    @Test func `a deadline that passed ends a wait`() throws {
        let interrupt = try Interrupt()
        #expect(interrupt.wait(for: -1, reading: true, writing: false, until: .now) == .deadline)
        let soon = ContinuousClock.now + .milliseconds(2)
        #expect(interrupt.wait(for: -1, reading: true, writing: false, until: soon) == .deadline)
        #expect(ContinuousClock.now >= soon)
    }
}
