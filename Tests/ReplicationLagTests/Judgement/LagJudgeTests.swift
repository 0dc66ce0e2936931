// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagJudgeTests {
    /// Judges a replica every second while the source writes ten transactions a second; `done` tells what it has at a second.
    private func samples(_ seconds: Int, _ done: (Int) -> Int) throws -> [LagSample] {
        var judge = LagJudge()
        var history = SourceHistory()
        return try (0..<seconds).map { second in
            let source = try source(
                gtids: 1_000 + second * 10,
                "binlog.000001:\(10_000 + second * 100)",
                at: 100 + Double(second)
            )
            history.add(source)
            let replica = try replica(gtids: done(second), "binlog.000001:9000", at: 100.01 + Double(second))
            return judge.sample(replica, named: "r", behind: source, history, isDirect: true, idle: 5_000_000)
        }
    }

    @Test func `rates are those of both ends`() throws {
        let sample = try #require(try samples(10) { 500 + $0 * 30 }.last)
        let written = try #require(sample.rates.writtenTransactions)
        let applied = try #require(sample.rates.appliedTransactions)
        #expect(abs(written - 10) < 0.01 && abs(applied - 30) < 0.01)
        #expect(abs((sample.rates.writtenBytes ?? 0) - 100) < 0.01)
    }

    @Test func `the forecast goes by the difference of both`() throws {
        // 500 are left at first, 20 fewer with each second, so 320 after nine.
        guard case .seconds(let seconds, _, _) = try #require(try samples(10) { 500 + $0 * 30 }.last).forecast else {
            Issue.record("no forecast")
            return
        }
        #expect(abs(seconds - 16) < 0.01)
    }

    @Test func `what was before the peak does not make it worse`() throws {
        let last = try #require(try samples(40) { $0 < 20 ? 500 : 500 + ($0 - 20) * 40 }.last)
        guard case .seconds(let seconds, _, _) = last.forecast else {
            Issue.record("no forecast: \(last.forecast)")
            return
        }
        // 690 were left at the peak, 30 fewer with each second.
        #expect(seconds > 3 && seconds < 9)
    }

    @Test func `who is as fast as the source never catches up`() throws {
        #expect(try samples(10) { 500 + $0 * 10 }.last?.forecast == .never)
    }

    @Test func `HC-155 clocks that differ never make a lag negative`() throws {
        var judge = LagJudge()
        var history = SourceHistory()
        var source = try source(gtids: 10)
        source.clock = ClockOffset(microseconds: -3_000_000, error: 100)
        history.add(source)
        var replica = try replica(gtids: 9)
        replica.clock = ClockOffset(microseconds: 60_000_000, error: 100)
        var worker = ApplierWorker(id: 1)
        worker.applying = TransactionTimes(gtid: "\(sourceUUID):10")
        // Committed at 99.5 by our clock.
        worker.applying?.immediateCommit = 96_500_000
        worker.last = TransactionTimes(gtid: "\(sourceUUID):9")
        worker.last?.immediateCommit = 96_000_000
        // 0.2 s later, by a clock that is 63 s ahead of the source's.
        worker.last?.end = 159_200_000
        replica.workers = [worker]
        let sample = judge.sample(replica, named: "r", behind: source, history, isDirect: true, idle: 5_000_000)
        #expect(sample.clockSkew?.microseconds == 63_000_000)
        #expect(sample.commitLag == 510_000)
        #expect(sample.applyDelay == 200_000)
        worker.last?.end = 90_000_000
        replica.workers = [worker]
        #expect(judge.sample(replica, named: "r", behind: source, history, isDirect: true, idle: 1).applyDelay == 0)
    }
}
