// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import MySQLTestSupport
import ReplaySinkPostgres
import Testing

@Suite(.enabled(if: LiveServer.isRequired || (try? PostgresServer.named()) != nil))
struct PostgresConnectionTests {
    private let server: PostgresServer

    init() throws {
        server = try #require(try PostgresServer.named())
    }

    @Test func `parameters arrive as text and in binary form, and NULL as NULL`() async throws {
        let answer = try await PostgresSession(server).run { connection in
            var parameters = PostgresParameters()
            parameters.append(text: "-9223372036854775808")
            parameters.append(text: "")
            parameters.appendNull()
            let bytes: [UInt8] = [0, 1, 255]
            parameters.append(binary: bytes.span)
            parameters.append(text: "äöü 😀")
            return try connection.query("SELECT $1::int8, $2::text, $3::text, $4::bytea, $5::text", parameters)
        }
        #expect(answer.rows == [["-9223372036854775808", "", nil, "\\x0001ff", "äöü 😀"]])
        #expect(answer.affectedRows == 1)
        #expect(answer.columns == ["int8", "text", "text", "bytea", "text"])
    }

    @Test func `a refused statement names its code and leaves the connection usable`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int CONSTRAINT one PRIMARY KEY)")
                try connection.execute("INSERT INTO \(schema).t VALUES (1), (2)")
                let error = #expect(throws: PostgresError.self) {
                    try connection.execute("INSERT INTO \(schema).t VALUES (3); INSERT INTO \(schema).t VALUES (2)")
                }
                #expect(error?.kind == .server)
                #expect(error?.sqlState == .uniqueViolation)
                #expect(error?.table == "t")
                #expect(error?.constraint == "one")
                #expect(error?.detail?.contains("(2)") == true)
                #expect(error?.description.contains("(2)") == false)
                #expect(!connection.isClosed)
                // Both were one transaction.
                #expect(try connection.query("SELECT count(*) FROM \(schema).t").single == "2")
            }
        }
    }

    @Test func `prepared statements are done many times`() async throws {
        try await server.withSchema { schema in
            try await PostgresSession(server).run { connection in
                try connection.execute("CREATE TABLE \(schema).t (id int PRIMARY KEY, a text)")
                try connection.prepare("insert", "INSERT INTO \(schema).t VALUES ($1, $2)")
                var parameters = PostgresParameters()
                for id in 1...100 {
                    parameters.removeAll()
                    parameters.append(text: "\(id)")
                    parameters.append(text: String(repeating: "x", count: id))
                    #expect(try connection.execute(prepared: "insert", parameters).affectedRows == 1)
                }
                let error = #expect(throws: PostgresError.self) {
                    try connection.prepare("wrong", "INSERT INTO \(schema).none VALUES ($1)")
                }
                #expect(error?.sqlState == SQLState("42P01"))
            }
            #expect(try server.query("SELECT count(*), sum(length(a)) FROM \(schema).t;") == [["100", "5050"]])
        }
    }

    @Test func `a deadline closes the connection and says so, and the server gives up too`() async throws {
        let session = try PostgresSession(server) { $0.answerTimeout = .milliseconds(200) }
        let process = try await session.run { $0.serverProcess }
        await #expect { try await session.run { try $0.execute("SELECT pg_sleep(60)") } } throws: { error in
            (error as? PostgresError)?.kind == .deadline
        }
        await #expect { try await session.run { try $0.execute("SELECT 1") } } throws: { error in
            (error as? PostgresError)?.kind == .disconnected
        }
        try await session.run { _ in }
        #expect(process > 0)
    }

    @Test func `a cancelled task does not wait for the server`() async throws {
        let session = try PostgresSession(server)
        let process = try await session.run { $0.serverProcess }
        try await withThrowingTaskGroup { group in
            group.addTask {
                await #expect { try await session.run { try $0.execute("SELECT pg_sleep(60)") } } throws: { error in
                    (error as? PostgresError)?.kind == .cancelled
                }
            }
            var state: String?
            while state != "active" {
                state = try server.query("SELECT state FROM pg_stat_activity WHERE pid = \(process);").first?[0]
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `a connection that an administrator ends is told from a refusal`() async throws {
        let session = try PostgresSession(server)
        let process = try await session.run { $0.serverProcess }
        try server.query("SELECT pg_terminate_backend(\(process));")
        await #expect { try await session.run { try $0.execute("SELECT 1") } } throws: { error in
            (error as? PostgresError)?.endsConnection == true
        }
    }

    @Test func `a server that is not there, and one that refuses the login, say why`() async throws {
        var unreachable = PostgresConnection.Configuration("postgres://root@127.0.0.1:1/postgres")
        unreachable.connectTimeout = .seconds(5)
        let interrupt = try Interrupt()
        let configuration = unreachable
        let error = #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(configuration, interrupt: interrupt)
        }
        #expect(error?.kind == .connect)
        #expect(error?.message.contains("refused") == true)
        await #expect { try await PostgresSession(server, options: "_none").run { _ in } } throws: { error in
            (error as? PostgresError)?.kind == .connect && (error as? PostgresError)?.sqlState == SQLState("3D000")
        }
        await #expect { try await PostgresSession(server, options: "?nonsense=1").run { _ in } } throws: { error in
            (error as? PostgresError)?.kind == .address && "\(error)".contains("nonsense")
        }
    }

    @Test func `the server's certificate is verified where that is asked for`() async throws {
        let authority = try #require(server.authority)
        let options = "?sslmode=verify-full&sslrootcert=" + authority.replacing("/", with: "%2F")
        #expect(try await PostgresSession(server, options: options).run { $0.usesTLS })
        #expect(try await !PostgresSession(server, options: "?sslmode=disable").run { $0.usesTLS })
        let wrong = "?sslmode=verify-full&sslrootcert=" + server.client.replacing("/", with: "%2F")
        await #expect(throws: PostgresError.self) { try await PostgresSession(server, options: wrong).run { _ in } }
    }

    @Test func `a password of the URL is used`() async throws {
        let user = "u_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try server.query("CREATE ROLE \(user) LOGIN PASSWORD 'geheim' IN ROLE passwords;")
        let address = server.url.replacing("root@", with: "\(user):geheim@")
        let interrupt = try Interrupt()
        let connection = try PostgresConnection(.init(address), interrupt: interrupt)
        #expect(try connection.query("SELECT current_user").single == user)
        let error = #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(.init(address.replacing("geheim", with: "wrong")), interrupt: interrupt)
        }
        #expect(error?.sqlState == SQLState("28P01"))
        #expect(error?.message == "password authentication failed for user \"\(user)\"")
        try server.query("DROP ROLE \(user);")
    }
}
#endif
