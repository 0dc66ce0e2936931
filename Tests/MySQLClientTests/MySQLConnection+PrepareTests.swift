// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLConnectionPrepareTests {
    @Test(arguments: LiveServer.all)
    func `a statement is used many times`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            try await connection.withPrepared("SELECT ? + 1, ?") { statement in
                #expect(statement.parameterCount == 2)
                for number in 0..<5 {
                    let rows = try await statement.query(number, "x").collect()
                    #expect(try rows.first?.decode(Int.self, at: 0) == number + 1)
                    #expect(try rows.first?.decode(String.self, at: 1) == "x")
                }
                let error = await mysqlError { _ = try await statement.query(1) }
                #expect(error?.code == .invalidStatement)
                #expect(error?.outcome == .notSent)
            }
        }
    }

    @Test(arguments: LiveServer.all)
    func `statements are closed behind their scope, and behind each bound query`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let before = try await count(connection)
            for number in 0..<200 {
                try await connection.withPrepared("SELECT ?") { statement in
                    _ = try await statement.query(number).collect()
                }
                try await connection.execute("DO \(number)")
            }
            try await connection.ping()
            // Other tests prepare statements at the same time, but not hundreds.
            #expect(try await count(connection) < before + 100)
        }
    }

    /// How many statements are prepared on the server and not closed.
    private func count(_ connection: MySQLConnection) async throws -> Int {
        let rows = try await connection.query(text: "SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")
        return try await rows.collect().first?.decode(Int.self, named: "Value") ?? -1
    }

    @Test(arguments: LiveServer.all)
    func `what cannot be prepared is the server's error`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let error = await mysqlError { _ = try await connection.prepare("SELEKT ?") }
            #expect(error?.server?.number == 1064)
            #expect(error?.statement == "SELEKT ?")
            try await connection.ping()
        }
    }
}
