// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import MySQLTestSupport
import ReplaySinkPostgres
import Testing

@Suite(.enabled(if: LiveServer.isRequired || (try? PostgresServer.named()) != nil))
struct PostgresConnectionCopyTests {
    private let server: PostgresServer

    init() throws {
        server = try #require(try PostgresServer.named())
    }

    @Test func `rows are copied in, wherever their pieces end`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int, a text)")
                try connection.beginCopy("COPY \(schema).t FROM STDIN")
                let text = (1...100_000).map { "\($0)\t\($0 % 7 == 0 ? "\\N" : "row \($0)")\n" }.joined()
                let bytes = Array(text.utf8)
                var start = 0
                while start < bytes.count {
                    let end = min(start + 99_991, bytes.count)
                    try connection.copy(bytes.span.extracting(start..<end))
                    start = end
                }
                #expect(try connection.endCopy() == 100_000)
            }
            #expect(
                try server.query("SELECT count(*), count(a), sum(id) FROM \(schema).t;") == [
                    ["100000", "85715", "5000050000"]
                ]
            )
        }
    }

    @Test func `a COPY that is given up, refused or no COPY leaves the connection as it was`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int)")
                let bytes = Array("1\nx\n".utf8)
                try connection.beginCopy("COPY \(schema).t FROM STDIN")
                try connection.copy(bytes.span)
                let refused = #expect(throws: PostgresError.self) { try connection.endCopy() }
                #expect(refused?.sqlState == SQLState("22P02"))
                try connection.beginCopy("COPY \(schema).t FROM STDIN")
                let givenUp = #expect(throws: PostgresError.self) { try connection.endCopy(failing: "no more") }
                #expect(givenUp?.sqlState == .queryCancelled)
                let missing = #expect(throws: PostgresError.self) {
                    try connection.beginCopy("COPY \(schema).u FROM STDIN")
                }
                #expect(missing?.sqlState == SQLState("42P01"))
                #expect(try connection.query("SELECT count(*) FROM \(schema).t").single == "0")
            }
        }
    }
}
#endif
