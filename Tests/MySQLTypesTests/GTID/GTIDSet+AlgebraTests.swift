// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import Testing

struct GTIDSetAlgebraTests {
    static let a = "aaaaaaaa-0000-ff00-8181-8082ffeeddcc"
    static let b = "bbbbbbbb-0000-ff00-8181-8082ffeeddcc"

    @Test func `HC-095 sets are combined by source and tag`() throws {
        let left = try GTIDSet("\(Self.a):1-4:x:1-4,\(Self.b):1")
        let right = try GTIDSet("\(Self.a):3-6:y:3-6,\(Self.b):1")
        #expect(left.union(right).description == "\(Self.a):1-6:x:1-4:y:3-6,\(Self.b):1")
        #expect(left.intersection(right).description == "\(Self.a):3-4,\(Self.b):1")
        #expect(left.subtracting(right).description == "\(Self.a):1-2:x:1-4")
        #expect(left.symmetricDifference(right).description == "\(Self.a):1-2:5-6:x:1-4:y:3-6")
        #expect(!left.contains(try GTID("\(Self.a):y:3")))
        #expect(left.contains(try GTID("\(Self.a):x:3")))
    }

    @Test func `HC-098 gaps survive union and subtraction`() throws {
        let executed = try GTIDSet("\(Self.a):1-102:105-150")
        #expect(executed.union(try GTIDSet("\(Self.a):151")).description == "\(Self.a):1-102:105-151")
        #expect(executed.subtracting(try GTIDSet("\(Self.a):50-60")).description == "\(Self.a):1-49:61-102:105-150")
        #expect(executed.subtracting(try GTIDSet("\(Self.a):1-100")).description == "\(Self.a):101-102:105-150")
        #expect(!executed.contains(try GTID("\(Self.a):103")))
        let missing = try GTIDSet("\(Self.a):1-150").subtracting(executed)
        #expect(missing.description == "\(Self.a):103-104")
    }

    @Test func `HC-101 what a source purged must be ours already, else the missing part has a name`() throws {
        let ours = try GTIDSet("\(Self.a):1-500")
        let purged = try GTIDSet("\(Self.a):1-400,\(Self.b):1-10")
        #expect(try GTIDSet("\(Self.a):1-400").isSubset(of: ours))
        #expect(!purged.isSubset(of: ours))
        #expect(purged.subtracting(ours).description == "\(Self.b):1-10")
        #expect(purged.isSubset(of: ours.union(purged)))
        #expect(GTIDSet().isSubset(of: ours))
        #expect(ours.isSuperset(of: GTIDSet()))
        #expect(!ours.isStrictSubset(of: ours))
    }

    @Test func `Taking a number out splits, shortens or removes its interval`() throws {
        var set = try GTIDSet("\(Self.a):1-3:7")
        #expect(set.remove(try GTID("\(Self.a):2")) != nil)
        #expect(set.description == "\(Self.a):1:3:7")
        #expect(set.remove(try GTID("\(Self.a):2")) == nil)
        for number in [1, 7, 3] { set.remove(try GTID("\(Self.a):\(number)")) }
        #expect(set == GTIDSet())
        set = try GTIDSet("\(Self.a):1-5")
        set.remove(try GTID("\(Self.a):5"))
        set.remove(try GTID("\(Self.a):1"))
        #expect(set.description == "\(Self.a):2-4")
        #expect(set.update(with: try GTID("\(Self.a):4")) != nil)
        #expect(set.update(with: try GTID("\(Self.a):5")) == nil)
    }

    @Test func `The ends of the number range are numbers like others`() throws {
        let last = "9223372036854775806"
        let all = try GTIDSet("\(Self.a):1-\(last)")
        #expect(all.subtracting(try GTIDSet("\(Self.a):\(last)")).description == "\(Self.a):1-9223372036854775805")
        #expect(all.subtracting(all).isEmpty)
        var set = try GTIDSet("\(Self.a):\(last)")
        set.insert(try GTID("\(Self.a):9223372036854775805"))
        set.insert(try GTID("\(Self.a):1"))
        #expect(set.description == "\(Self.a):1:9223372036854775805-\(last)")
        set.formUnion(all)
        #expect(set == all)
    }

    /// Compares with Swift's own sets, which hold every GTID singly.
    @Test func `Every operation agrees with a plain set of GTIDs`() throws {
        var random = SeededRandom()
        let tags = try ["", "x", "yy"].map { try #require(GTIDTag($0)) }
        func gtid() throws -> GTID {
            try #require(
                GTID(
                    source: SourceID(
                        high: UInt64.random(in: 0...1, using: &random),
                        low: UInt64.random(in: 0...1, using: &random)
                    ),
                    tag: tags[Int.random(in: 0..<3, using: &random)],
                    number: Int64.random(in: 1...12, using: &random)
                )
            )
        }
        func pair() throws -> (GTIDSet, Set<GTID>) {
            var ours = GTIDSet()
            var plain: Set<GTID> = []
            for _ in 0..<Int.random(in: 0...120, using: &random) {
                let gtid = try gtid()
                if Int.random(in: 0..<4, using: &random) == 0 {
                    #expect((ours.remove(gtid) != nil) == (plain.remove(gtid) != nil), "\(random)")
                } else {
                    #expect(ours.insert(gtid).inserted == plain.insert(gtid).inserted, "\(random)")
                }
            }
            return (ours, plain)
        }
        for _ in 0..<300 {
            let (left, plainLeft) = try pair()
            let (right, plainRight) = try pair()
            #expect(left.union(right) == GTIDSet(plainLeft.union(plainRight)), "\(random)")
            #expect(left.intersection(right) == GTIDSet(plainLeft.intersection(plainRight)), "\(random)")
            #expect(left.subtracting(right) == GTIDSet(plainLeft.subtracting(plainRight)), "\(random)")
            #expect(left.symmetricDifference(right) == GTIDSet(plainLeft.symmetricDifference(plainRight)), "\(random)")
            #expect(left.isSubset(of: right) == plainLeft.isSubset(of: plainRight), "\(random)")
            #expect(left.intersection(right).isSubset(of: left), "\(random)")
            #expect(left.isDisjoint(with: right) == plainLeft.isDisjoint(with: plainRight), "\(random)")
            #expect(left.isDisjoint(with: right.subtracting(left)), "\(random)")
            #expect(left.transactionCount == UInt64(plainLeft.count), "\(random)")
            #expect(left.isEmpty == plainLeft.isEmpty, "\(random)")
            #expect(try GTIDSet(left.description) == left, "\(random)")
            let probe = try gtid()
            #expect(left.contains(probe) == plainLeft.contains(probe), "\(random)")
            #expect(isCanonical(left.subtracting(right).union(right.intersection(left))), "\(random)")
        }
    }

    /// Whether keys ascend, no entry is empty and at least one number is missing between intervals.
    private func isCanonical(_ set: GTIDSet) -> Bool {
        zip(set.entries, set.entries.dropFirst()).allSatisfy { ($0.source, $0.tag) < ($1.source, $1.tag) }
            && set.entries.allSatisfy { entry in
                !entry.intervals.isEmpty
                    && zip(entry.intervals, entry.intervals.dropFirst()).allSatisfy { $0.last + 1 < $1.first }
            }
    }
}
