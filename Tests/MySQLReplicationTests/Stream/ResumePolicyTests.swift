// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

@Suite struct ResumePolicyTests {
    @Test func `each attempt waits twice as long as the one before, up to the longest`() {
        let policy = ResumePolicy(firstDelay: .milliseconds(100), longestDelay: .seconds(1), attempts: 7)
        let delays = (0..<8).map { policy.delay(afterFailures: $0) }
        #expect(
            delays == [
                .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .seconds(1),
                .seconds(1),
                .seconds(1), nil,
            ]
        )
    }

    @Test func `never is never`() {
        #expect(ResumePolicy.never.delay(afterFailures: 0) == nil)
    }

    @Test func `many failures do not overflow`() {
        let policy = ResumePolicy(attempts: .max)
        #expect(policy.delay(afterFailures: 1 << 40) == .seconds(15))
    }
}
