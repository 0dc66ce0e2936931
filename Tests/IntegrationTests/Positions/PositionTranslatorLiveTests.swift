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

    @Test
    func `HC-098 HC-101 one transaction is the place behind it; gaps have no place, nor has what lacks purged ones`()
        async throws
    {
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
            // All of the first two files' transactions are gone, and the set holds those up to one of the second file.
            let verified = try await PositionVerifier(.server(server.configuration())).verify(StartPoint(gtid: upTo))
            let lost = try #require(verified.checks.first { $0.subject == .purged && $0.outcome == .bad })
            let gone = try GTIDSet(try #require(try server.query("SELECT @@GLOBAL.gtid_purged").first?.first ?? nil))
            #expect(lost.message.hasSuffix(": \(gone.subtracting(known))"), "\(lost.message)")
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

    /// A log whose transactions began at times of their own, but for those that share one with the transaction before; and where
    /// each begins, with its time and GTID.
    private func writeTimes(_ server: LiveServer) throws -> [(place: BinlogFilePosition, time: UInt32, gtid: String?)] {
        let now = try #require(
            try server.query("SELECT UNIX_TIMESTAMP()").first?.first.flatMap { $0 }.flatMap { UInt32($0) }
        )
        try server.execute("CREATE DATABASE shop; CREATE TABLE shop.t (a INT PRIMARY KEY)")
        let before = try server.currentBinlog()
        // All of one session's: what begins a file is told by the clock of whoever asks for it.
        var times: [UInt32] = []
        var script = ""
        for number in 1...14 {
            let time = now + UInt32(number % 7 == 0 ? number - 1 : number) * 10
            times.append(time)
            script += "SET TIMESTAMP = \(time); INSERT INTO shop.t VALUES (\(number)); "
        }
        try server.execute(script)
        let starts = try ListedEvent.all(of: server, in: before.name).filter {
            $0.beginsTransaction && $0.begin >= before.size
        }
        try #require(starts.count == times.count)
        return zip(starts, times).map { start, time in
            (BinlogFilePosition(file: before.name, offset: start.begin), time, start.gtid)
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `a place becomes a time and the place again, and a GTID its time`(_ kind: String) async throws {
        let options = kind == "mysql97" ? ["--gtid", "on"] : []
        try await ServerControl.withServer(.init(kind, options: options)) { server in
            let written = try writeTimes(server)
            for origin in try origins(server) {
                let translator = PositionTranslator(origin)
                for (index, one) in written.enumerated() {
                    let there = try await translator.translate(.file(one.place))
                    let isFirst = index == 0 || written[index - 1].time < one.time
                    #expect(there.isGood && there.time == (isFirst ? one.time : nil), "\(one): \(there.checks)")
                    let back = try await translator.translate(.time(there.time ?? one.time))
                    // Where several share a second, it stands for the first of them.
                    let expected = isFirst ? one.place : written[index - 1].place
                    #expect(back.isGood && back.file == expected && back.time == one.time, "\(one): \(back.checks)")
                    let gtids = try ExecutedGTIDs(text: try #require(one.gtid))
                    let behind = try await translator.translate(.gtids(gtids))
                    #expect(behind.isGood && behind.place?.before?.timestamp == one.time, "\(one): \(behind.checks)")
                    let next = index + 1 < written.count ? written[index + 1] : nil
                    #expect(
                        behind.place?.after.map { BinlogFilePosition(file: $0.file, offset: $0.begin) } == next?.place
                    )
                    #expect(behind.time == next.flatMap { $0.time > one.time ? $0.time : nil })
                }
            }
        }
    }
}
