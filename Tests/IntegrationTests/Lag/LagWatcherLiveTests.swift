// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import ReplicationLag
import Testing

extension ReplicaTests {
    /// The states of real replicas.
    @Suite(.serialized) struct LagWatcherLiveTests {
        @Test(arguments: LaggingPair.Kind.allCases)
        func `the states are right in all of idle, behind, stopped, delayed, broken and a source that is gone`(
            _ kind: LaggingPair.Kind
        ) async throws {
            try await LaggingPair.run(kind) { pair, _ in
                var watcher = pair.watcher()
                let idle = try #require(try await watcher.sample { $0.state == .idle })
                #expect(idle.lag == LagMeasure(0, by: .caughtUp) && idle.forecast == .caughtUp)
                #expect(idle.backlog?.proof == (kind.usesGTIDs ? .gtid : .position))
                #expect((idle.clockSkew?.error ?? .max) < 60_000_000)

                try pair.replica.execute(pair.words("STOP REPLICA SQL_THREAD"))
                try pair.source.execute("INSERT INTO lagging.t VALUES (1); INSERT INTO lagging.t VALUES (2)")
                let stopped = try #require(
                    try await watcher.sample { $0.state.isStopped && $0.backlog?.isNothing == false }
                )
                #expect(stopped.state.reason == "the applier (SQL thread) is stopped" && stopped.forecast == .never)
                #expect(kind.usesGTIDs ? stopped.backlog?.transactions == 2 : (stopped.backlog?.bytes ?? 0) > 0)
                #expect(stopped.lag?.method == .sampling && stopped.lag?.isLowerBound == false)
                try pair.source.execute("FLUSH BINARY LOGS; INSERT INTO lagging.t VALUES (3)")
                let files = try #require(try await watcher.sample { $0.backlog?.files == 2 })
                #expect((files.backlog?.bytes ?? 0) > (stopped.backlog?.bytes ?? 0))

                try await pair.replica.withConnection { session in
                    try await session.execute(text: "LOCK TABLES lagging.t READ")
                    try pair.replica.execute(pair.words("START REPLICA SQL_THREAD"))
                    let behind = try #require(try await watcher.sample { $0.state == .behind })
                    #expect((behind.lag?.microseconds ?? 0) > 0)
                    if pair.kind.server == "mysql97" {
                        let busy = try #require(try await watcher.sample { $0.lag?.method == .commitTime })
                        #expect(busy.workers.contains { $0.isBusy && $0.applyingOriginalCommit != nil })
                    }
                    try await session.execute(text: "UNLOCK TABLES")
                }
                _ = try #require(try await watcher.sample { $0.state == .idle })

                // A file in which nothing stands yet is nothing to apply.
                try pair.source.execute("FLUSH BINARY LOGS")
                let end = try pair.source.currentBinlog().name
                _ = try #require(try await watcher.sample { $0.state == .idle && $0.sourceReading?.end?.file == end })

                try pair.delay(by: 3_600)
                try pair.source.execute("INSERT INTO lagging.t VALUES (4)")
                // The receiver may be connecting again at first.
                let delayed = try #require(
                    try await watcher.sample { $0.backlog?.isNothing == false && !$0.state.isStopped }
                )
                #expect(delayed.state == .delayed(seconds: 3_600))
                try pair.delay(by: 0)
                _ = try #require(try await watcher.sample { $0.state == .idle })

                try pair.replica.execute("SET SESSION sql_log_bin = 0; INSERT INTO lagging.t VALUES (5)")
                try pair.source.execute("INSERT INTO lagging.t VALUES (5)")
                let broken = try #require(try await watcher.sample { $0.state.isStopped })
                #expect(broken.state.reason?.contains("1062") == true, "\(broken.state)")
                try pair.replica.execute("SET SESSION sql_log_bin = 0; DELETE FROM lagging.t WHERE n = 5")
                try pair.replica.execute(pair.words("START REPLICA SQL_THREAD"))
                _ = try #require(try await watcher.sample { $0.state == .idle })

                try await ServerControl.stop(pair.source)
                let gone = try #require(try await watcher.sample { $0.state.name == "UNKNOWN" })
                #expect(gone.state.reason?.contains("the source source cannot be asked") == true && gone.lag == nil)
                try await ServerControl.start(pair.source)
                try pair.source.execute("INSERT INTO lagging.t VALUES (6)")
                _ = try #require(try await watcher.sample { $0.state == .caughtUp || $0.state == .idle })
                #expect(try pair.replica.query("SELECT MAX(n) FROM lagging.t").first?.first == "6")

                try await ServerControl.stop(pair.replica)
                let unknown = try #require(try await watcher.sample { $0.state.name == "UNKNOWN" })
                #expect(unknown.state.reason?.contains("the replica cannot be asked") == true)
                try await ServerControl.start(pair.replica)
                _ = try #require(try await watcher.sample { $0.state == .idle })
                await watcher.close()
            }
        }

        @Test(arguments: [LaggingPair.Kind.mysqlGTID, .mariaDB118])
        func `a chain is worked out, and its leaf compared with both its source and the origin`(
            _ kind: LaggingPair.Kind
        ) async throws {
            try await LaggingPair.run(kind) { pair, _ in
                try await ServerControl.withServer(.init(kind.server, options: kind.options)) { leaf in
                    try leaf.execute(pair.changeSource(port: pair.replica.port) + pair.words("START REPLICA;"))
                    var watcher = LagWatcher(
                        sources: [WatchedServer(name: "origin", pair.source.configuration())],
                        replicas: [
                            WatchedServer(name: "middle", pair.replica.configuration()),
                            WatchedServer(name: "leaf", leaf.configuration()),
                        ]
                    )
                    let calm = try #require(
                        try await watcher.sample("leaf") { $0.source == "middle" && $0.backlog?.isNothing == true }
                    )
                    #expect(calm.isDirect)
                    try pair.replica.execute(pair.words("STOP REPLICA SQL_THREAD"))
                    try pair.source.execute("INSERT INTO lagging.t VALUES (1)")
                    let apart = try #require(
                        try await watcher.sample("leaf") { $0.origin?.backlog?.isNothing == false }
                    )
                    // It has all that its own source has, and lacks what that one lacks.
                    #expect(apart.backlog?.isNothing == true && apart.origin?.name == "origin")
                    #expect(apart.origin?.backlog?.transactions == 1 && apart.origin?.lag?.method == .sampling)
                    await watcher.close()

                    var ends = LagWatcher(
                        sources: [WatchedServer(name: "origin", pair.source.configuration())],
                        replicas: [WatchedServer(name: "leaf", leaf.configuration())]
                    )
                    let distant = try #require(try await ends.sample("leaf") { $0.backlog != nil })
                    #expect(!distant.isDirect && distant.backlog?.transactions == 1 && distant.state == .behind)
                    await ends.close()
                }
            }
        }

        @Test(arguments: [LaggingPair.Kind.mysqlGTID, .mariaDB1011])
        func `each channel is judged against its own source, which the replica names`(
            _ kind: LaggingPair.Kind
        ) async throws {
            try await LaggingPair.run(kind) { pair, proxy in
                try await ServerControl.withServer(.init(kind.server, options: kind.options)) { second in
                    let isMySQL = kind.server == "mysql97"
                    var change = pair.changeSource(port: second.port)
                    if isMySQL {
                        change.replace("; ", with: " FOR CHANNEL 'two'; START REPLICA FOR CHANNEL 'two';")
                    } else {
                        // Two sources of one domain would be one history.
                        try second.execute("SET GLOBAL gtid_domain_id = 7")
                        change.replace("CHANGE MASTER TO", with: "CHANGE MASTER 'two' TO")
                        change += "START SLAVE 'two';"
                    }
                    try pair.replica.execute(change)
                    try second.execute("CREATE DATABASE other; CREATE TABLE other.t (n INT)")
                    var watcher = LagWatcher(
                        sources: [],
                        replicas: [WatchedServer(name: "replica", pair.replica.configuration())]
                    )
                    let one = try #require(try await watcher.sample { $0.backlog?.isNothing == true })
                    #expect(one.source == "127.0.0.1:\(proxy.port)")
                    let two = try #require(try await watcher.sample("replica/two") { $0.backlog?.isNothing == true })
                    #expect(two.source == "127.0.0.1:\(second.port)")
                    try pair.replica.execute(
                        isMySQL ? "STOP REPLICA SQL_THREAD FOR CHANNEL 'two'" : "STOP SLAVE 'two' SQL_THREAD"
                    )
                    try second.execute("INSERT INTO other.t VALUES (1)")
                    let behind = try #require(try await watcher.sample("replica/two") { $0.state.isStopped })
                    let other = try #require(try await watcher.sample { !$0.state.isStopped })
                    #expect(other.backlog?.isNothing == true && behind.channel == "two")
                    await watcher.close()
                }
            }
        }

        @Test func `a server that follows another source is not compared with the named one`() async throws {
            try await LaggingPair.run(.mysqlPositions) { pair, _ in
                let other = try #require(LiveServer.all.first { $0.flavour == .mysql })
                var watcher = LagWatcher(
                    sources: [WatchedServer(name: "other", other.configuration())],
                    replicas: [
                        WatchedServer(name: "replica", pair.replica.configuration()),
                        WatchedServer(name: "none", pair.source.configuration()),
                    ]
                )
                let sample = try #require(try await watcher.sample { $0.replicaReading != nil })
                #expect(sample.state.reason?.contains("the replica follows another source than other") == true)
                #expect(sample.lag == nil)
                let none = try #require(try await watcher.sample("none") { _ in true })
                #expect(none.state == .unknown("the server replicates from nowhere"))
                await watcher.close()
            }
        }
    }
}
