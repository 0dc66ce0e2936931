// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct SourceHistoryTests {
    /// A source that commits ten transactions a second and is looked at every second, from 100 to 110.
    private func history() throws -> SourceHistory {
        var history = SourceHistory()
        for second in 0...10 {
            history.add(try source(gtids: 1 + second * 10, "binlog.000001:\(1_000 + second)", at: 100 + Double(second)))
        }
        return history
    }

    @Test func `the lag lies between the looks before and behind the first missing transaction`() throws {
        // It has all of 103 (31 transactions), not all of 104.
        let bounds = try #require(try history().lag(of: replica(gtids: 35, at: 110.5)))
        #expect(bounds.least == 6_499_000 && bounds.most == 7_501_000)
        #expect(bounds.middle == 7_000_000)
    }

    @Test func `a lag that began before the first look has no upper bound`() throws {
        let bounds = try #require(try history().lag(of: replica(gtids: 0, at: 110.5)))
        #expect(bounds.most == nil && bounds.least == 10_499_000)
    }

    @Test func `who lacks nothing has no lag but for what was committed since the source was asked`() throws {
        #expect(try history().lag(of: replica(gtids: 101, at: 110.5)) == LagBounds(least: 0, most: 501_000))
    }

    @Test func `HC-155 a source that writes nothing makes no lag, however long its heartbeats last`() throws {
        var history = try history()
        for second in 11...60 { history.add(try source(gtids: 101, "binlog.000001:1010", at: 100 + Double(second))) }
        #expect(try history.lag(of: replica(gtids: 101, at: 160.5)) == LagBounds(least: 0, most: 501_000))
        #expect(history.quiet == 50_000_000)
        // One transaction behind the pause is as old as itself, not as the pause.
        history.add(try source(gtids: 102, "binlog.000001:1011", at: 161))
        let bounds = try #require(try history.lag(of: replica(gtids: 101, at: 161.2)))
        #expect(bounds.most == 1_201_000)
    }

    @Test func `HC-158 a long transaction is as late as its commit, not as its first statement`() throws {
        // The statement began at 100; what is looked at is committed at 130 and seen at 131.
        var history = SourceHistory()
        for second in 0...30 { history.add(try source(gtids: 5, at: 100 + Double(second))) }
        history.add(try source(gtids: 6, "binlog.000001:2000", at: 131))
        let bounds = try #require(try history.lag(of: replica(gtids: 5, at: 131.5)))
        #expect(bounds.most == 1_501_000)
    }

    @Test func `positions do where there are no GTIDs`() throws {
        var history = SourceHistory()
        for second in 0...10 {
            history.add(try source("binlog.00000\(1 + second / 5):\(1_000 + second)", at: 100 + Double(second)))
        }
        let bounds = try #require(try history.lag(of: replica("binlog.000001:1003", at: 110.5)))
        #expect(bounds.least == 6_499_000 && bounds.most == 7_501_000)
        #expect(try history.lag(of: replica("binlog.000001:1003", at: 110.5), isDirect: false) == nil)
    }

    @Test func `a log that was begun anew begins the history anew`() throws {
        var history = try history()
        history.add(try source(gtids: 3, "binlog.000001:200", at: 111))
        let bounds = try #require(try history.lag(of: replica(gtids: 0, at: 111.5)))
        #expect(bounds.most == nil && bounds.least == 499_000)
    }

    @Test func `a long history is thinned out, and its bounds stay true`() throws {
        var history = SourceHistory(capacity: 16)
        for second in 0..<200 { history.add(try source(gtids: 1 + second, at: 100 + Double(second))) }
        for done in stride(from: 1, to: 200, by: 7) {
            // The first missing transaction was committed at 100 + done.
            let bounds = try #require(try history.lag(of: replica(gtids: done, at: 300)))
            let truth = Int64(200 - done) * 1_000_000
            #expect(bounds.least <= truth && (bounds.most ?? .max) + 1_000_000 >= truth)
        }
    }
}
