// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import ReplicationLag
import Testing

extension ReplicaTests {
    /// What happens to servers and connections while the gate waits.
    @Suite(.serialized) struct GateInterruptionTests {
        /// All ways to follow where `scripts/gate-truth` asks, else one of each kind of proof.
        private static let modes: [GatePair.Mode] =
            environmentValue("GATE_TRUTH_RUNS") == nil
            ? [.mysqlGTID, .mysqlPosition, .mariaDBGTID] : GatePair.Mode.allCases

        @Test(arguments: modes)
        func `it waits on through a cut connection and a restart of the source, and opens when all is applied`(
            _ mode: GatePair.Mode
        ) async throws {
            try await GatePair.with(mode) { pair in
                try pair.source.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)")
                try await TCPProxy.run(to: pair.replica.port) { proxy in
                    try await pair.replica.withConnection { session in
                        try await wait(pair.replica, for: "SELECT COUNT(*) FROM shop.t", "0")
                        try await session.execute(text: "LOCK TABLES shop.t WRITE")
                        try pair.source.execute("INSERT INTO shop.t VALUES (1), (2)")
                        var watch = pair.watch(Gate.Conditions(stable: .milliseconds(100)), timeout: .seconds(300))
                        watch.replicas[0].endpoint = .tcp(host: "127.0.0.1", port: proxy.port)
                        let (reasons, told) = AsyncStream.makeStream(of: String.self)
                        let gate = watch
                        try await withThrowingTaskGroup(of: GateWatch.Outcome?.self) { group in
                            group.addTask {
                                // Nobody waits for a reason that never comes.
                                defer { told.finish() }
                                return try await gate.run { told.yield($0) }
                            }
                            let left = ["left to apply", "the applier is at"]
                            let awaited = [left, ["connect"], left, ["connect"], left]
                            var step = 0
                            for await reason in reasons {
                                guard step < awaited.count, awaited[step].contains(where: { reason.contains($0) })
                                else { continue }
                                step += 1
                                switch step {
                                case 1: proxy.cutAll()
                                case 3: try await ServerControl.stop(pair.source)
                                case 4:
                                    try alone(pair)
                                    try await ServerControl.start(pair.source)
                                case 5:
                                    try pair.source.execute("INSERT INTO shop.t VALUES (3)")
                                    try await session.execute(text: "UNLOCK TABLES")
                                default: break
                                }
                            }
                            #expect(step == awaited.count)
                            let outcome = try #require(try await group.next() ?? nil)
                            guard case .reached = outcome.ending else {
                                Issue.record("\(outcome.ending)")
                                return
                            }
                            let (source, replica) = try pair.checksums(of: "shop.t")
                            #expect(source == replica)
                            #expect(try pair.replica.query("SELECT COUNT(*) FROM shop.t") == [["3"]])
                        }
                    }
                }
            }
        }

        /// Without its source a replica names a server that cannot be asked.
        private func alone(_ pair: GatePair) throws {
            let result = try Tool("lagwatch").run([
                "--no-defaults", "--until", "caught-up", "--replica", pair.replica.url,
            ])
            #expect(result.status == 1, "\(result.errorText)")
            #expect(result.errorText.contains("names as its source, cannot be asked"))
        }

        @Test(arguments: [GatePair.Mode.mysqlGTID, .mariaDBGTID])
        func `of several sources it judges the one that is meant`(
            _ mode: GatePair.Mode
        ) async throws {
            try await GatePair.with(mode) { pair in
                try await ServerControl.withServer(.init(mode.kind, options: mode.options)) { second in
                    // Two sources of one domain would be one history.
                    if mode.isMariaDB { try second.execute("SET GLOBAL gtid_domain_id = 7") }
                    try second.execute("CREATE DATABASE other; CREATE TABLE other.t (a INT PRIMARY KEY)")
                    try pair.replica.execute(pair.follow(second, as: "two"))
                    try await wait(pair.replica, for: "SELECT COUNT(*) FROM other.t", "0")

                    let one = try gate(["--source", pair.source.url, "--replica", pair.replica.url])
                    #expect(one.status == 0, "\(one.errorText)")
                    let two = try gate(["--source", second.url, "--replica", pair.replica.url, "--channel", "two"])
                    #expect(two.status == 0, "\(two.errorText)")
                    let wrong = try gate([
                        "--source", pair.source.url, "--replica", pair.replica.url, "--channel", "two",
                    ])
                    #expect(wrong.status == 5, "\(wrong.errorText)")
                    let named = try gate(["--replica", pair.replica.url, "--channel", "two"])
                    #expect(named.status == 0, "\(named.errorText)")
                    #expect(named.errorText.contains("127.0.0.1:\(second.port)"))
                    let either = try gate(["--replica", pair.replica.url])
                    #expect(either.status == 1 && either.errorText.contains("several sources"), "\(either.errorText)")

                    // What one source lacks says nothing of the other.
                    try pair.replica.execute(pair.stopApplier(of: "two"))
                    try second.execute("INSERT INTO other.t VALUES (1)")
                    #expect(try gate(["--source", pair.source.url, "--replica", pair.replica.url]).status == 0)
                    let stopped = try gate(["--source", second.url, "--replica", pair.replica.url])
                    #expect(stopped.status == 4, "\(stopped.errorText)")
                }
            }
        }

        @Test(arguments: [GatePair.Mode.mysqlGTID, .mariaDBGTID])
        func `in a chain each hop has a gate of its own, and one over two hops is a mismatch`(
            _ mode: GatePair.Mode
        ) async throws {
            try await GatePair.with(mode) { pair in
                try await ServerControl.withServer(.init(mode.kind, options: mode.options)) { leaf in
                    try GatePair(mode: mode, source: pair.replica, replica: leaf).follow(pair.replica)
                    try pair.source.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)")
                    try await wait(leaf, for: "SELECT COUNT(*) FROM shop.t", "0")
                    let near = try gate(["--replica", leaf.url])
                    #expect(near.status == 0, "\(near.errorText)")
                    #expect(near.errorText.contains("127.0.0.1:\(pair.replica.port)"))
                    let far = try gate(["--source", pair.source.url, "--replica", leaf.url])
                    #expect(far.status == 5 && far.errorText.contains("follows the server"), "\(far.errorText)")

                    // The leaf has all that its own source has, which lacks something of the origin's.
                    try pair.replica.execute("\(pair.stop) SQL_THREAD")
                    try pair.source.execute("INSERT INTO shop.t VALUES (1)")
                    #expect(try gate(["--replica", leaf.url]).status == 0)
                    #expect(try gate(["--replica", pair.replica.url]).status == 4)
                    try pair.replica.execute(pair.start)
                    #expect(try gate(["--replica", pair.replica.url]).status == 0)
                    #expect(try gate(["--replica", leaf.url]).status == 0)
                    #expect(try leaf.query("SELECT a FROM shop.t") == [["1"]])
                }
            }
        }

        private func gate(_ words: [String]) throws -> ChildResult {
            try Tool("lagwatch").run(
                ["--no-defaults", "--until", "caught-up", "--stable", "0", "--timeout", "60s"] + words
            )
        }

        /// Waits until a server answers so; what does not exist yet is no answer.
        private func wait(_ server: LiveServer, for sql: String, _ value: String) async throws {
            let deadline = ContinuousClock.now + .seconds(60)
            while (try? server.query(sql)) != [[value]] {
                try #require(ContinuousClock.now < deadline, "\(server): \(sql)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

extension GatePair {
    /// The statements that let the replica follow a further server, over a channel of that name.
    func follow(_ source: LiveServer, as name: String) -> String {
        mode.isMariaDB
            ? "CHANGE MASTER '\(name)' TO MASTER_HOST='127.0.0.1', MASTER_PORT=\(source.port), MASTER_USER='root', "
                + "MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos, MASTER_SSL=0; START SLAVE '\(name)'"
            : "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=\(source.port), SOURCE_USER='root', "
                + "SOURCE_CONNECT_RETRY=1, SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1 FOR CHANNEL '\(name)'; "
                + "START REPLICA FOR CHANNEL '\(name)'"
    }

    /// The statement that stops the applier of such a channel.
    func stopApplier(of name: String) -> String {
        mode.isMariaDB ? "STOP SLAVE '\(name)' SQL_THREAD" : "STOP REPLICA SQL_THREAD FOR CHANNEL '\(name)'"
    }
}
