// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// Sources whose commits wait until a replica has acknowledged them.
@Suite(.serialized, .enabled(if: ServerControl.isPossible))
struct SemiSyncTests {
    /// A kind of server, and what it calls things.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        /// The word for the source in its variables.
        let word: String

        var testDescription: String { name }
    }

    static let kinds = [
        Kind(name: "mysql97", word: "source"), Kind(name: "mariadb1011", word: "master"),
        Kind(name: "mariadb118", word: "master"),
    ]

    /// What a source counted of its commits.
    private struct Counts: Equatable {
        /// Acknowledged in time.
        var acknowledged = 0
        /// Not waited for, or not to the end.
        var alone = 0
        var isOn = false
    }

    private func counts(_ kind: Kind, _ connection: MySQLConnection) async throws -> Counts {
        var counts = Counts()
        for row in try await connection.query(text: "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_\(kind.word)%'").collect() {
            let value = try row.decode(String.self, at: 1)
            switch try row.decode(String.self, at: 0).lowercased().split(separator: "_").suffix(2).joined(
                separator: "_"
            ) {
            case "yes_tx": counts.acknowledged = Int(value) ?? -1
            case "no_tx": counts.alone = Int(value) ?? -1
            case "\(kind.word)_status": counts.isOn = value == "ON"
            default: break
            }
        }
        return counts
    }

    /// Lends a server of its own, a connection whose schema has the table `t`, and the name of the schema.
    private func withSource(
        _ kind: Kind,
        _ body: (LiveServer, MySQLConnection, String) async throws -> Void
    ) async throws {
        try await ServerControl.withServer(.init(kind.name)) { server in
            try await server.withOwnSchema { connection in
                if kind.word == "source" {
                    try await connection.execute(
                        text: "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'"
                    )
                }
                try await connection.execute(text: "CREATE TABLE t (id BIGINT PRIMARY KEY)")
                let rows = try await connection.query(text: "SELECT DATABASE()").collect()
                let schema = try #require(rows.first).decode(String.self, at: 0)
                do {
                    try await body(server, connection, schema)
                } catch {
                    try await setSemiSync(false, timeout: 1, kind, connection)
                    throw error
                }
                try await setSemiSync(false, timeout: 1, kind, connection)
            }
        }
    }

    private func setSemiSync(
        _ isOn: Bool,
        timeout milliseconds: Int,
        _ kind: Kind,
        _ connection: MySQLConnection
    ) async throws {
        for (name, value) in [("timeout", milliseconds), ("enabled", isOn ? 1 : 0)] {
            try await connection.execute(text: "SET GLOBAL rpl_semi_sync_\(kind.word)_\(name) = \(value)")
        }
    }

    private static func options(acknowledges: Bool = true) -> BinlogSource.Options {
        var options = BinlogSource.Options()
        options.acknowledges = acknowledges
        options.heartbeatPeriod = .seconds(1)
        return options
    }

    /// Takes what has come; gives the ids of the rows of `schema`.
    private static func ids(_ stream: inout BinlogEventStream, of schema: String) throws -> [Int64] {
        var ids: [Int64] = []
        while let event = try stream.next() {
            guard case .rows(let rows) = event.body, rows.table.database == schema else { continue }
            var changes = rows.changes
            while let change = try changes.next() {
                guard let image = change.after else { continue }
                if case .signed(let id) = try image.cell(0) { ids.append(id) }
            }
        }
        return ids
    }

    @Test(arguments: kinds)
    func `HC-083 a source that waits for us goes on as soon as we have used its transactions`(
        _ kind: Kind
    ) async throws {
        try await withSource(kind) { server, connection, schema in
            // Far longer than all of it takes: a commit that is not acknowledged stands in the counts, and in the clock.
            try await setSemiSync(true, timeout: 120_000, kind, connection)
            let source = BinlogSource(server.configuration(), from: .now, options: Self.options())
            let ids = try await source.withEvents { stream in
                async let written: Void = server.withConnection { writer in
                    for id in 1...200 { try await writer.execute(text: "INSERT INTO \(schema).t VALUES (\(id))") }
                }
                var ids: [Int64] = []
                while ids.last != 200 {
                    _ = try await stream.receive()
                    ids += try Self.ids(&stream, of: schema)
                }
                // The last one is acknowledged when its events were used, which the next call takes as said.
                _ = try await stream.receive()
                try await written
                return ids
            }
            #expect(ids == Array(1...200))
            let counts = try await counts(kind, connection)
            #expect(counts.acknowledged >= 200)
            #expect(counts.alone == 0)
            #expect(counts.isOn)
        }
    }

    @Test(arguments: kinds)
    func `HC-083 a source waits in vain for a stream whose events nobody uses`(_ kind: Kind) async throws {
        try await withSource(kind) { server, connection, schema in
            try await setSemiSync(true, timeout: 500, kind, connection)
            let source = BinlogSource(server.configuration(), from: .now, options: Self.options())
            let ids = try await source.withEvents { stream in
                try await connection.execute(text: "INSERT INTO t VALUES (1)")
                let counts = try await counts(kind, connection)
                #expect(counts.alone == 1)
                #expect(!counts.isOn)
                var ids: [Int64] = []
                while ids.last != 1 {
                    _ = try await stream.receive()
                    ids += try Self.ids(&stream, of: schema)
                }
                return ids
            }
            #expect(ids == [1])
        }
    }

    @Test(arguments: kinds)
    func `HC-083 to a source that waits for nobody acknowledging changes nothing`(_ kind: Kind) async throws {
        try await withSource(kind) { server, connection, schema in
            let source = BinlogSource(server.configuration(), from: .now, options: Self.options())
            let ids = try await source.withEvents { stream in
                // Events of this time, 0x653000ef, begin with the byte that begins the two of semi-synchronous replication.
                try await connection.execute(text: "SET timestamp = 1697644783")
                for id in 1...20 { try await connection.execute(text: "INSERT INTO t VALUES (\(id))") }
                try await connection.execute(text: "SET timestamp = DEFAULT")
                var ids: [Int64] = []
                while ids.last != 20 {
                    _ = try await stream.receive()
                    ids += try Self.ids(&stream, of: schema)
                }
                return ids
            }
            #expect(ids == Array(1...20))
        }
    }
}
