// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

@Suite struct ReadBudgetTests {
    @Test func `the socket waits from the limit on, until bytes are used`() {
        var budget = ReadBudget(limit: 100)
        budget.received(99)
        #expect(!budget.isExceeded)
        budget.received(1)
        #expect(budget.isExceeded)
        budget.released(1)
        #expect(!budget.isExceeded)
        #expect(budget.outstanding == 99)
    }

    @Test func `a limit of nothing still lets one packet through`() {
        var budget = ReadBudget(limit: 0)
        #expect(!budget.isExceeded)
        budget.received(1)
        #expect(budget.isExceeded)
    }
}
