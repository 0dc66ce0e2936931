// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// Starting at a moment in a log of several files.
@Suite(.serialized, .enabled(if: ServerControl.isPossible))
struct TimeSearchLiveTests {
    /// Writes rows into five files and gives their ids with the seconds that they were written in.
    private static func fill(_ server: LiveServer) async throws -> [(id: Int64, time: UInt32)] {
        try await server.withConnection { connection in
            try await connection.execute(text: "CREATE DATABASE times")
            try await connection.execute(text: "CREATE TABLE times.t (id BIGINT PRIMARY KEY, at BIGINT)")
            var next = 1
            for file in 0..<5 {
                // Some files begin in the second in which the one before ends, some hold several seconds.
                for _ in 0..<(file == 2 ? 3 : 1) {
                    for _ in 0..<2 {
                        try await connection.execute(text: "INSERT INTO times.t VALUES (\(next), UNIX_TIMESTAMP())")
                        next += 1
                    }
                    if file != 1 { try await connection.execute(text: "DO SLEEP(1.1)") }
                }
                try await connection.execute(text: "FLUSH BINARY LOGS")
            }
            try await connection.execute(text: "INSERT INTO times.t VALUES (\(next), UNIX_TIMESTAMP())")
            return try await connection.query(text: "SELECT id, at FROM times.t ORDER BY id").collect().map { row in
                (try row.decode(Int64.self, at: 0), try row.decode(UInt32.self, at: 1))
            }
        }
    }

    private static func ids(_ server: LiveServer, from time: UInt32) async throws -> [Int64] {
        var options = BinlogSource.Options()
        options.stopsAtEnd = true
        options.resumePolicy = .never
        return try await BinlogSource(server.configuration(), from: .time(time), options: options).withEvents {
            stream in
            var ids: [Int64] = []
            while try await stream.receive() != .end {
                while let event = try stream.next() {
                    guard case .rows(let rows) = event.body else { continue }
                    var changes = rows.changes
                    while let change = try changes.next() {
                        if case .signed(let id)? = try change.after?.cell(0) { ids.append(id) }
                    }
                }
            }
            return ids
        }
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `each second begins with its first transaction, in whichever of the files that is`(_ kind: String) async throws
    {
        try await ServerControl.withServer(.init(kind)) { server in
            let rows = try await Self.fill(server)
            let (first, last) = (try #require(rows.first).time, try #require(rows.last).time)
            #expect(last - first >= 5)
            for time in (first - 1)...(last + 1) {
                let expected = rows.filter { $0.time >= time }.map(\.id)
                #expect(try await Self.ids(server, from: time) == expected, "\(Int(time) - Int(first))")
            }
        }
    }
}
