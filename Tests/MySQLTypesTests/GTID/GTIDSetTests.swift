// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import Testing

struct GTIDSetTests {
    static let a = "aaaaaaaa-0000-ff00-8181-8082ffeeddcc"
    static let b = "bbbbbbbb-0000-ff00-8181-8082ffeeddcc"

    @Test func `HC-099 a transaction belongs to the set once its group is complete`() throws {
        var completed = try GTIDSet("\(Self.a):1-4")
        let running = try GTID("\(Self.a):5")
        #expect(!completed.contains(running))
        #expect(completed.insert(running).inserted)
        #expect(completed.description == "\(Self.a):1-5")
        #expect(!completed.insert(running).inserted)
    }

    @Test func `Numbers that arrive out of order merge with their neighbours`() throws {
        var set = GTIDSet()
        for number in [5, 1, 3, 2, 9, 4, 7] as [Int64] { set.insert(try #require(GTID(source: .zero, number: number))) }
        #expect(set.intervals(of: .zero).map(\.description) == ["1-5", "7", "9"])
        set.insert(try #require(GTIDInterval(4, through: 8)), of: .zero)
        #expect(set.intervals(of: .zero).map(\.description) == ["1-9"])
        set.insert(try #require(GTIDInterval(20, through: 30)), of: .zero)
        set.insert(try #require(GTIDInterval(12, through: 13)), of: .zero)
        set.insert(try #require(GTIDInterval(13, through: 19)), of: .zero)
        #expect(set.intervals(of: .zero).map(\.description) == ["1-9", "12-30"])
    }

    @Test func `Entries are ordered by source and tag and asked for by both`() throws {
        let set = try GTIDSet("\(Self.b):x:7,\(Self.a):zz:3:yy:2-4,\(Self.a):1")
        #expect(
            set.entries.map { "\($0.source) \($0.tag) \($0.intervals)" } == [
                "\(Self.a)  [1]", "\(Self.a) yy [2-4]", "\(Self.a) zz [3]", "\(Self.b) x [7]",
            ]
        )
        let source = try #require(SourceID(Self.a))
        #expect(set.intervals(of: source).map(\.description) == ["1"])
        #expect(set.intervals(of: source, tag: try #require(GTIDTag("yy"))).map(\.description) == ["2-4"])
        #expect(set.intervals(of: source, tag: try #require(GTIDTag("none"))).isEmpty)
        #expect(set.intervals(of: .zero).isEmpty)
        #expect(set.hasTags)
        #expect(!(try GTIDSet("\(Self.a):1")).hasTags)
    }

    @Test func `The count of transactions stops at the largest number`() throws {
        #expect(GTIDSet().transactionCount == 0)
        #expect(try GTIDSet("\(Self.a):1-4:10,\(Self.b):7").transactionCount == 6)
        let all = "1-9223372036854775806"
        #expect(try GTIDSet("\(Self.a):\(all),\(Self.b):\(all)").transactionCount == .max - 3)
        #expect(try GTIDSet("\(Self.a):\(all):t:\(all),\(Self.b):\(all)").transactionCount == .max)
    }

    @Test func `A hundred thousand ascending transactions with gaps are added without moving what is there`() throws {
        var set = GTIDSet()
        var other = GTIDSet()
        for number in 1...100_000 as ClosedRange<Int64> {
            set.insert(try #require(GTID(source: .zero, number: number * 2)))
            other.insert(try #require(GTID(source: .zero, number: number * 2 + 1)))
        }
        #expect(set.intervals(of: .zero).count == 100_000)
        #expect(set.union(other).intervals(of: .zero).map(\.description) == ["2-200001"])
        #expect(set.intersection(other).isEmpty)
        #expect(set.subtracting(other) == set)
        #expect(set.isDisjoint(with: other))
        #expect(!set.isSubset(of: other))
    }
}
