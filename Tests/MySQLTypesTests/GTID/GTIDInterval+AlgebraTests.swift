// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

/// The lists of intervals, seen through sets of one source.
struct GTIDIntervalAlgebraTests {
    private func set(_ intervals: String) throws -> GTIDSet {
        try GTIDSet("aaaaaaaa-0000-ff00-8181-8082ffeeddcc:\(intervals)")
    }

    @Test(arguments: [
        ("1-3:5-9", "4", "1-9"), ("5-9", "1-3", "1-3:5-9"), ("1-9", "3-4", "1-9"), ("1:3:5:7", "2-6", "1-7"),
        ("1-2:8-9", "4-5", "1-2:4-5:8-9"),
    ])
    func `Intervals that overlap or touch become one`(left: String, right: String, union: String) throws {
        #expect(try set(left).union(set(right)) == set(union))
        #expect(try set(right).union(set(left)) == set(union))
        #expect(try set("\(left):\(right)") == set(union))
        #expect(try set("\(right):\(left)").description == set(union).description)
    }

    @Test(arguments: [
        ("1-9", "3-4", "1-2:5-9"), ("1-9", "1-4", "5-9"), ("1-9", "5-20", "1-4"), ("1-3:5-7:9-11", "2-10", "1:11"),
        ("1-9", "2:4:6:8:10", "1:3:5:7:9"), ("5-6", "1-4:7-9", "5-6"), ("1-3:5-7", "3:5", "1-2:6-7"),
    ])
    func `Subtraction cuts intervals where the other set has numbers`(left: String, right: String, rest: String) throws
    {
        #expect(try set(left).subtracting(set(right)) == set(rest))
        #expect(try set(left).intersection(set(right)).union(set(rest)) == set(left))
    }

    @Test(arguments: [
        ("1-3", "1-3", true), ("2", "1-3", true), ("1-3:7", "1-9", true), ("1-4", "1-3:5", false),
        ("3-5", "1-4", false),
        ("7", "1-6:8", false), ("1:3:5", "1:3:5-9", true),
    ])
    func `A subset lies within the intervals of the other`(left: String, right: String, isSubset: Bool) throws {
        #expect(try set(left).isSubset(of: set(right)) == isSubset)
    }

    @Test(arguments: [("1-3:7", "4-6:8", true), ("1-3", "3-4", false), ("1:9", "2-8", true), ("5", "1-9", false)])
    func `Disjoint lists share no number`(left: String, right: String, isDisjoint: Bool) throws {
        #expect(try set(left).isDisjoint(with: set(right)) == isDisjoint)
        #expect(try set(right).isDisjoint(with: set(left)) == isDisjoint)
    }
}
