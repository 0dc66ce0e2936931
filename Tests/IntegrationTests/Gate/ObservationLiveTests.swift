// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationLag
import Synchronization
import Testing

extension ReplicaTests {
    /// The logs of both ends, read as a replica reads them.
    @Suite(.serialized) struct ObservationLiveTests {
        /// What both streams bring.
        private final class Board: Sendable {
            let matcher = Mutex(TransactionMatcher())
            let begun = Mutex(0)

            var seen: TransactionMatcher { matcher.withLock { $0 } }
            var streams: Int { begun.withLock { $0 } }

            func begin() { begun.withLock { $0 += 1 } }
            func source(_ one: SeenTransaction) { matcher.withLock { $0.source(has: one) } }
            func replica(_ one: SeenTransaction) { matcher.withLock { $0.replica(has: one) } }
        }

        @Test(arguments: [GatePair.Mode.mysqlGTID, .mysqlPosition, .mariaDBGTID])
        func `every transaction is matched, and has the lag that it had`(_ mode: GatePair.Mode) async throws {
            try await GatePair.with(mode) { pair in
                try pair.source.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)")
                let board = Board()
                board.matcher.withLock { $0.skew = ClockOffset(microseconds: 0, error: 0) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await LogObserver(pair.source.configuration()).run(
                            begun: { board.begin() },
                            noting: { board.source($0) }
                        )
                    }
                    group.addTask {
                        try await LogObserver(pair.replica.configuration()).run(
                            begun: { board.begin() },
                            noting: { board.replica($0) }
                        )
                    }
                    group.addTask { try await change(pair, board) }
                    try await group.next()
                    group.cancelAll()
                }
                let seen = board.seen
                #expect(seen.pendingCount == 0 && seen.unmatchedSource == 0)
                #expect(seen.bySight.percentile(100) ?? 0 >= 900_000)
                if mode.isMariaDB {
                    #expect(seen.byCommit.count == 0)
                } else {
                    #expect(seen.byCommit.count == seen.bySight.count)
                    #expect(seen.byCommit.percentile(100) ?? 0 >= 900_000)
                }
            }
        }

        /// Twenty transactions, and one that is held back for a second.
        private func change(_ pair: GatePair, _ board: Board) async throws {
            while board.streams < 2 { try await Task.sleep(for: .milliseconds(20)) }
            let before = board.seen.bySight.count
            for number in 1...20 { try pair.source.execute("INSERT INTO shop.t VALUES (\(number), 1)") }
            try await settle(board, before + 20)
            try await pair.replica.withConnection { connection in
                try await connection.execute(text: "LOCK TABLES shop.t WRITE")
                try pair.source.execute("UPDATE shop.t SET b = 2 WHERE a = 1")
                try await Task.sleep(for: .seconds(1))
                try await connection.execute(text: "UNLOCK TABLES")
            }
            try await settle(board, before + 21)
        }

        private func settle(_ board: Board, _ count: UInt64) async throws {
            let deadline = ContinuousClock.now + .seconds(60)
            while board.seen.bySight.count < count {
                try #require(ContinuousClock.now < deadline, "only \(board.seen.bySight.count) of \(count)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        @Test func `the tool tells percentiles`() async throws {
            try await GatePair.with(.mysqlGTID) { pair in
                try pair.source.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)")
                let result = try await withThrowingTaskGroup(of: ChildResult?.self) { group in
                    group.addTask {
                        try await ChildResult.collect(
                            running: Tool("lagwatch").path,
                            [
                                "--no-defaults", "--observe", "binlog", "--replica", pair.replica.url, "--format",
                                "json", "--interval", "0.5", "--count", "4",
                            ]
                        )
                    }
                    group.addTask {
                        // Until the tool has ended, however slow it is.
                        var number = 0
                        while !Task.isCancelled {
                            try pair.source.execute("INSERT INTO shop.t VALUES (\(number))")
                            number += 1
                            try? await Task.sleep(for: .milliseconds(50))
                        }
                        return nil
                    }
                    var result: ChildResult?
                    while let one = try await group.next() {
                        result = one ?? result
                        group.cancelAll()
                    }
                    return try #require(result)
                }
                #expect(result.status == 0, "\(result.errorText)")
                let lines = result.text.split(separator: "\n")
                #expect(lines.count == 4)
                let told = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
                let last = try #require(told.last { $0?["byCommit"] is [String: Any] } ?? nil)
                let byCommit = try #require(last["byCommit"] as? [String: Any])
                #expect((byCommit["count"] as? Int ?? 0) > 0)
                // What the source has sent and the replica not yet is no loss; more than a second of it would be one.
                #expect((last["unmatchedSource"] as? Int ?? .max) < 40)
            }
        }
    }
}
