// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import MySQLTestSupport
import ReplaySinkPostgres
import Testing

@Suite(.enabled(if: LiveServer.isRequired || (try? PostgresServer.named()) != nil))
struct PostgresConnectionPipelineTests {
    private let server: PostgresServer

    init() throws {
        server = try #require(try PostgresServer.named())
    }

    @Test func `statements of a pipeline answer in order, and a refused one skips those up to the sync`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int PRIMARY KEY)")
                try connection.beginPipeline()
                try connection.queue(preparing: "insert", "INSERT INTO \(schema).t VALUES ($1)")
                for ids in [["1", "2"], ["3", "1", "4"], ["5"]] {
                    for id in ids {
                        var parameters = PostgresParameters()
                        parameters.append(text: id)
                        try connection.queue(prepared: "insert", parameters)
                    }
                    try connection.sync()
                }
                try connection.queue("SELECT * FROM \(schema).t")
                try connection.sync()
                let done = PostgresConnection.Answer.done(affectedRows: 1)
                for expected in [.done(affectedRows: 0), done, done, .synced, done] as [PostgresConnection.Answer] {
                    #expect(try connection.nextAnswer() == expected)
                }
                guard case .refused(let error) = try connection.nextAnswer() else {
                    Issue.record("a second row 1 was taken")
                    return
                }
                #expect(error.sqlState == .uniqueViolation)
                // The row 3 went with the rest of its part.
                let rest: [PostgresConnection.Answer] = [
                    .skipped, .synced, done, .synced, .done(affectedRows: 3), .synced,
                ]
                for expected in rest {
                    #expect(try connection.nextAnswer() == expected)
                }
                try connection.endPipeline()
                #expect(
                    try connection.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM \(schema).t").single
                        == "1,2,5"
                )
            }
        }
    }

    @Test func `a pipeline whose answers are long is sent without anybody reading them meanwhile`() async throws {
        try await PostgresSession(server).run { connection in
            try connection.beginPipeline()
            let text = String(repeating: "x", count: 10_000)
            for _ in 0..<2000 {
                var parameters = PostgresParameters()
                parameters.append(text: text)
                try connection.queue("SELECT $1::text", parameters)
            }
            try connection.sync()
            for _ in 0..<2000 { #expect(try connection.nextAnswer() == .done(affectedRows: 1)) }
            #expect(try connection.nextAnswer() == .synced)
            try connection.endPipeline()
        }
    }

    @Test func `a transaction that failed in a pipeline does not let the next one through`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int PRIMARY KEY)")
                try connection.beginPipeline()
                for ids in [[1], [2, 1], [3]] {
                    try connection.queue("BEGIN")
                    for id in ids { try connection.queue("INSERT INTO \(schema).t VALUES (\(id))") }
                    try connection.queue("COMMIT")
                    try connection.sync()
                }
                var answers: [PostgresConnection.Answer] = []
                while answers.count(where: { $0 == .synced }) < 3 { answers.append(try connection.nextAnswer()) }
                #expect(answers.count == 13)
                #expect(connection.transactionState == "E")
                try connection.endPipeline()
                try connection.execute("ROLLBACK")
                #expect(connection.transactionState == "I")
            }
            #expect(try server.query("SELECT id FROM \(schema).t;") == [["1"]])
        }
    }
}
#endif
