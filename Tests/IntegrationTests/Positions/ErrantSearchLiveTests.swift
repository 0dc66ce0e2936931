// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Transactions that were made on a replica, behind the back of its source.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct ErrantSearchLiveTests {
    @Test(arguments: [("mysql97", ["--gtid", "on"]), ("mariadb118", ["--cnf", "log_slave_updates=ON"])])
    func `errant transactions are told with their rows`(_ kind: String, _ options: [String]) async throws {
        try await FollowingReplica.with(kind, options: options, method: .gtid) { pair in
            try pair.source.execute("CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)")
            try pair.source.execute("INSERT INTO shop.t VALUES (1, 1), (2, 2), (3, 3)")
            try pair.wait()
            let search = ErrantSearch(source: pair.source.configuration(), replica: pair.replica.configuration())
            // Of MySQL what the replica has besides is what made its own accounts.
            let before = try await search.run()
            #expect(before.count == 0, "\(before.gtids)")
            try pair.replica.execute("FLUSH BINARY LOGS")
            try pair.replica.execute(
                "BEGIN; INSERT INTO shop.t VALUES (7, 7), (8, 8); UPDATE shop.t SET b = 9 WHERE a < 3; "
                    + "DELETE FROM shop.t WHERE a = 3; COMMIT"
            )
            try pair.source.execute("INSERT INTO shop.t VALUES (4, 4)")
            try pair.wait()
            try pair.replica.execute("CREATE TABLE shop.own (a INT)")
            let errant = try await search.run()
            #expect(errant.count == 2 && errant.purgedCount == 0 && !errant.hasMore)
            try #require(errant.transactions.count == 2)
            let rows = SeenTransaction.RowCount(table: "shop.t", inserted: 2, updated: 2, deleted: 1)
            #expect(errant.transactions[0].rows == [rows])
            #expect(errant.transactions[1].statement?.hasPrefix("CREATE TABLE shop.own") == true)
            let text = try #require(
                try pair.replica.query(
                    pair.replica.flavour == .mysql ? "SELECT @@GLOBAL.gtid_executed" : "SELECT @@GLOBAL.gtid_binlog_pos"
                ).first?.first ?? nil
            )
            for transaction in errant.transactions {
                let gtid = try ExecutedGTIDs(text: try #require(transaction.gtid))
                #expect(try GTIDOperation.contains(ExecutedGTIDs(text: text), gtid) || pair.replica.flavour == .mariaDB)
            }
            // The other way round: the source has no transactions that the replica lacks.
            let back = try await ErrantSearch(
                source: pair.replica.configuration(),
                replica: pair.source.configuration()
            ).run()
            #expect(back.count == 0, "\(back.gtids)")
            let last = try pair.replica.currentBinlog().name
            try pair.replica.execute("FLUSH BINARY LOGS")
            try pair.replica.execute("INSERT INTO shop.own VALUES (1)")
            // MariaDB keeps a log in silence while a dump that has gone still seems to read it.
            let deadline = ContinuousClock.now + .seconds(60)
            while try pair.replica.binlogFiles().contains(where: { $0.name == last }) {
                try #require(.now < deadline, "\(last) is not purged")
                try pair.replica.execute("PURGE BINARY LOGS TO '\(try pair.replica.currentBinlog().name)'")
            }
            let purged = try await search.run()
            // MariaDB's numbers do not tell how many they were.
            #expect(pair.replica.flavour == .mariaDB ? purged.purgedCount >= 2 : purged.purgedCount == 2)
            #expect(purged.count == purged.purgedCount + 1)
            #expect(purged.transactions.map(\.rows) == [[.init(table: "shop.own", inserted: 1)]])
        }
    }
}
