// SPDX-License-Identifier: Apache-2.0
#if SQLite
import ChangeReplay
import Foundation
import MySQLTestSupport
import ReplaySinkSQLite
import Testing

struct SQLiteSinkTests {
    @Test func `a stream is replayed by ten lines`() async throws {
        let path = NSTemporaryDirectory() + "replay-\(UUID().uuidString).db"
        defer { for suffix in ["", "-wal", "-shm"] { _ = try? FileManager.default.removeItem(atPath: path + suffix) } }
        let file = Fixture.folder + "/binlogs/mysql-9.7-shop.binlog"

        var options = ReplayOptions()
        options.createsTables = true
        options.until = BinlogFilePosition("mysql-9.7-shop.binlog:5900")
        let engine = ReplayEngine(.files([file]), into: SQLiteSink(path: path), options: options)
        let report = try await engine.run()

        #expect(report.tables[TableName(database: "shop", table: "customer")]?.inserts == 4)
        #expect(report.tables[TableName(database: "shop", table: "stock")]?.updates == 2)
        #expect(!report.wasStopped)
    }

    @Test func `a claim belongs to one task`() async throws {
        let path = NSTemporaryDirectory() + "replay-\(UUID().uuidString).db"
        defer { for suffix in ["", "-wal", "-shm"] { _ = try? FileManager.default.removeItem(atPath: path + suffix) } }
        let table = TableName(database: "main", table: "t")
        let claim = TableClaim(target: table, task: "a", source: TableName(database: "one", table: "t"))
        try await SQLiteSink(path: path).withSession { session in
            try await session.prepareBookkeeping()
            try await session.prepareBookkeeping()
            try await session.claim(claim)
            try await session.claim(claim)
            var other = claim
            other.source.database = "two"
            do {
                try await session.claim(other)
                Issue.record("two tables share one")
            } catch let error as SinkError {
                #expect(error.code == .claimed)
            }
            #expect(try await session.claims() == [claim])
        }
    }
}
#endif
