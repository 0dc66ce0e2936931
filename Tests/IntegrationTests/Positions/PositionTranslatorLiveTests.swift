// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Places of real logs in each of the ways in which they are told; the servers themselves are the judges.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct PositionTranslatorLiveTests {
    /// A log of three files, with transactions of several events; and the events of each file.
    private func writeLog(_ server: LiveServer) throws -> [(file: String, events: [ListedEvent])] {
        try server.execute("CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY, b TEXT)")
        for file in 0..<3 {
            for number in 0..<8 {
                let first = 100 * file + 2 * number
                try server.execute(
                    "BEGIN; INSERT INTO shop.t VALUES (\(first), 'x'), (\(first + 1), REPEAT('y', 200)); "
                        + "UPDATE shop.t SET b = 'z' WHERE a < 3; COMMIT"
                )
            }
            if file < 2 { try server.rotate() }
        }
        return try server.binlogFiles().map { ($0.name, try ListedEvent.all(of: server, in: $0.name)) }
    }

    /// The log of a server, from itself and from its files.
    private func origins(_ server: LiveServer) throws -> [LogOrigin] {
        [.server(server.configuration()), .files(LogFiles(paths: try server.binlogFiles().map(\.path)))]
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `places by file become GTIDs as the server has them, and those become the places again`(
        _ kind: String
    ) async throws {
        try await ServerControl.withServer(.init(kind, options: ["--gtid", "on"])) { server in
            let log = try writeLog(server)
            var random = SeededRandom(seed: 11)
            let starts = log.flatMap { file in
                file.events.filter(\.beginsTransaction).map { BinlogFilePosition(file: file.file, offset: $0.begin) }
            }
            let chosen = Set(starts.shuffled(using: &random).prefix(10) + [try #require(starts.last), starts[0]])
            for origin in try origins(server) {
                let translator = PositionTranslator(origin)
                // What was written before the first file, as the server lists it.
                var executed = try GTIDSet(log[0].events.first { $0.type == "Previous_gtids" }?.info ?? "")
                for (file, events) in log {
                    for event in events where event.beginsTransaction {
                        let place = BinlogFilePosition(file: file, offset: event.begin)
                        if chosen.contains(place) {
                            let result = try await translator.translate(.file(place))
                            #expect(result.isGood && result.file == place, "\(place): \(result.checks)")
                            let gtids = try #require(result.executed, "\(place)")
                            switch gtids {
                            case .mysql(let set): #expect(set == executed, "\(place)")
                            case .mariaDB(let position):
                                let answer = try server.query("SELECT BINLOG_GTID_POS('\(file)', \(event.begin))")
                                #expect(position.description == answer.first?.first, "\(place)")
                            }
                            let back = try await translator.translate(.gtids(gtids))
                            #expect(back.isGood && back.file == place, "\(gtids): \(back.checks)")
                            #expect(back.executed == gtids && back.place?.mark == result.place?.mark)
                        }
                        if let gtid = event.gtid, server.flavour == .mysql { executed.insert(try GTID(gtid)) }
                    }
                }
            }
        }
    }

    @Test func `one transaction of MySQL is the place behind it, and a set with gaps has no place`() async throws {
        try await ServerControl.withServer(.init("mysql97", options: ["--gtid", "on"])) { server in
            let log = try writeLog(server)
            let events = log[1].events
            let starts = events.filter(\.beginsTransaction)
            let gtid = try #require(starts[3].gtid)
            let translator = PositionTranslator(.server(server.configuration()))
            let behind = try await translator.translate(.gtids(try ExecutedGTIDs(text: gtid)))
            #expect(behind.file == BinlogFilePosition(file: log[1].file, offset: starts[4].begin))
            #expect(behind.isGood && behind.place?.before?.gtid == gtid)
            var set = try GTIDSet(try #require(try server.query("SELECT @@GLOBAL.gtid_executed").first?.first ?? nil))
            let all = try await translator.translate(.gtids(.mysql(set)))
            #expect(all.isGood && all.place?.after == nil)
            set.remove(try GTID(gtid))
            let gap = try await translator.translate(.gtids(.mysql(set)))
            #expect(!gap.isGood && gap.checks.contains { $0.message.contains("no one place stands for the GTIDs") })
            // What another server has executed besides does not move the place.
            let foreign = try GTIDSet("11111111-2222-3333-4444-555555555555:1-7")
            let upTo = try #require(behind.executed)
            guard case .mysql(let known) = upTo else { return }
            let more = try await translator.translate(.gtids(.mysql(known.union(foreign))))
            #expect(more.isGood && more.file == behind.file)
            #expect(more.checks.contains { $0.outcome == .warning && $0.message.contains("lacks 7 transactions") })
            try server.execute("PURGE BINARY LOGS TO '\(log[2].file)'")
            let purged = try await translator.translate(.gtids(upTo))
            #expect(!purged.isGood, "\(purged.checks)")
            #expect(try await !translator.translate(.gtids(try ExecutedGTIDs(text: gtid))).isGood)
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011"])
    func `a time is the place before the first transaction that began then or later`(_ kind: String) async throws {
        try await ServerControl.withServer(.init(kind)) { server in
            try server.execute("CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY)")
            let now = try #require(
                try server.query("SELECT UNIX_TIMESTAMP()").first?.first.flatMap { $0 }.flatMap { UInt32($0) }
            )
            for number in 1...10 {
                try server.execute(
                    "SET TIMESTAMP = \(now + UInt32(number) * 10); INSERT INTO shop.t VALUES (\(number))"
                )
            }
            let file = try server.currentBinlog().name
            let starts = try ListedEvent.all(of: server, in: file).filter(\.beginsTransaction).suffix(10).map(\.begin)
            for origin in try origins(server) {
                let translator = PositionTranslator(origin)
                for (number, ahead) in [(1, 0), (4, 0), (4, 9), (10, 5)] {
                    let result = try await translator.translate(.time(now + UInt32(number * 10 - ahead)))
                    #expect(result.isGood)
                    #expect(result.file == BinlogFilePosition(file: file, offset: starts[number - 1]))
                    #expect(result.place?.after?.timestamp == now + UInt32(number) * 10)
                }
                let later = try await translator.translate(.time(now + 1000))
                #expect(later.place?.after == nil && later.checks.contains { $0.outcome == .warning })
            }
        }
    }
}
