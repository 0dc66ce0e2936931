// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

@Suite(.enabled(if: AllocationCounter.isAvailable, "the Swift runtime has no hook for allocations"))
struct AllocationCounterTests {
    @Test func `Each array takes one object and arithmetic none`() throws {
        var arrays: [[UInt8]] = []
        arrays.reserveCapacity(100)
        let count = try AllocationCounter.allocations {
            for index in 0..<10 { arrays.append([UInt8](repeating: UInt8(index), count: 1000)) }
        }
        #expect(count == 10)
        #expect(arrays.count == 10)
        var sum = 0
        let add = { for index in 0..<10 { sum &+= index } }
        // The first run may build the metadata of the range.
        add()
        #expect(try AllocationCounter.allocations(in: add) == 0)
        #expect(sum == 90)
    }

    @Test func `An error comes through and counting goes on`() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) { try AllocationCounter.allocations { throw Failure() } }
        var kept: [Int] = []
        #expect(try AllocationCounter.allocations { kept = Array(repeating: 1, count: 100) } == 1)
        #expect(kept.count == 100)
    }
}
