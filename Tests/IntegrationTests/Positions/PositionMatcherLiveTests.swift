// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Places of one server's log that are found again in another's, without GTIDs.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct PositionMatcherLiveTests {
    /// What the servers' programs tell of the transaction behind a place: the statements and rows, without positions.
    private func content(_ server: LiveServer, behind place: BinlogFilePosition, id: String) throws -> Bool {
        let result = try server.runBinlogTool(
            ["--verbose", "--start-position=\(place.offset)", try #require(server.dataDirectory) + "/" + place.file]
        )
        let text = result.text
        // The first transaction behind the place is the one that inserts the id.
        guard let end = text.firstRange(of: "\nCOMMIT") else { return false }
        return text[..<end.lowerBound].contains("@1=\(id)\n")
    }

    @Test(arguments: [("mysql97", ["--gtid", "off"]), ("mariadb118", ["--cnf", "log_slave_updates=ON"])])
    func `places are found on a replica, with transactions of its own between them`(
        _ kind: String,
        _ options: [String]
    ) async throws {
        try await FollowingReplica.with(kind, options: options, method: .file) { pair in
            let (source, replica) = (pair.source, pair.replica)
            try source.execute("CREATE DATABASE shop; CREATE TABLE shop.t (id INT PRIMARY KEY, n INT, x TEXT)")
            for number in 0..<60 {
                try source.execute(
                    "INSERT INTO shop.t VALUES (\(number), \(number % 3), REPEAT('x', \(number * 50)));"
                        + "UPDATE shop.t SET n = n + 1 WHERE id = \(number / 2)"
                )
                if number == 20 { try source.rotate() }
                if number == 40 { try replica.rotate() }
                if number % 7 == 0 {
                    try pair.wait()
                    try replica.execute("CREATE DATABASE own\(number)")
                }
            }
            try pair.wait()
            let matcher = PositionMatcher(from: .server(source.configuration()), to: .server(replica.configuration()))
            let back = PositionMatcher(
                from: .files(LogFiles(paths: try replica.binlogFiles().map(\.path))),
                to: .files(LogFiles(paths: try source.binlogFiles().map(\.path)))
            )
            var random = SeededRandom(seed: 17)
            var count = 0
            for (file, number) in try source.binlogFiles().flatMap({ file in
                try ListedEvent.all(of: source, in: file.name).filter(\.beginsTransaction).map { (file.name, $0.begin) }
            }).shuffled(using: &random).prefix(16) {
                let place = BinlogFilePosition(file: file, offset: number)
                let matched = try await matcher.match(place)
                let found = try #require(matched.result.file, "\(place): \(matched.result.checks)")
                #expect(matched.isGood, "\(place): \(matched.result.checks)")
                // What follows there is what follows here, by the servers' own programs.
                for id in 0..<60 where try content(source, behind: place, id: "\(id)") {
                    count += 1
                    let next = try #require(matched.result.place?.after)
                    let behind = BinlogFilePosition(file: next.file, offset: next.begin)
                    #expect(try content(replica, behind: behind, id: "\(id)"), "\(place) is \(found)")
                }
                // And from there back; places in between, of the replica's own, lead to the same one.
                let again = try await back.match(found)
                #expect(again.result.place?.after?.begin == matched.origin.place?.after?.begin, "\(place)")
                #expect(again.result.file == place || again.result.place?.after == nil || again.isGood)
            }
            #expect(count > 0)
        }
    }

    @Test func `what the replica does not have yet, or made otherwise, has no place`() async throws {
        try await FollowingReplica.with("mysql97", options: ["--gtid", "off"], method: .file) { pair in
            try pair.source.execute("CREATE DATABASE shop; CREATE TABLE shop.t (id INT)")
            for number in 0..<10 { try pair.source.execute("INSERT INTO shop.t VALUES (\(number))") }
            try pair.wait()
            try pair.replica.execute("STOP REPLICA")
            for number in 10..<15 { try pair.source.execute("INSERT INTO shop.t VALUES (\(number))") }
            let end = try pair.source.currentBinlog()
            let matcher = PositionMatcher(
                from: .server(pair.source.configuration()),
                to: .server(pair.replica.configuration())
            )
            let ahead = try await matcher.match(BinlogFilePosition(file: end.name, offset: UInt64(end.size)))
            #expect(!ahead.isGood && ahead.result.file == nil)
            #expect(ahead.result.checks.contains { $0.message.contains("does not have what stands before the place") })
            // The same within one second, again and again, cannot be told apart.
            try pair.replica.execute("START REPLICA")
            try pair.wait()
            let strangers = PositionMatcher(
                from: .server(pair.source.configuration()),
                to: .server(try #require(LiveServer.all.first { $0.flavour == .mysql }).configuration())
            )
            let stranger = try await strangers.match(BinlogFilePosition(file: end.name, offset: UInt64(end.size)))
            #expect(stranger.result.checks.contains { $0.message.contains("no transaction from around the place") })
            let within = try await matcher.match(BinlogFilePosition(file: end.name, offset: UInt64(end.size) - 5))
            #expect(!within.origin.isGood && !within.isGood)
        }
    }
}
