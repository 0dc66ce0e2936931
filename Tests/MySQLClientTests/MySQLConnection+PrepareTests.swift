// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLConnectionPrepareTests {
    @Test(arguments: LiveServer.all)
    func `a statement is used many times and closed at the end`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let before = try await count(connection)
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
            try await connection.ping()
            for number in 0..<5 { try await connection.execute("DO \(number)") }
            #expect(try await count(connection) == before)
        }
    }

    /// How many statements the session has prepared and not closed.
    private func count(_ connection: MySQLConnection) async throws -> Int {
        if connection.server.flavour == .mysql {
            let rows = try await connection.query(
                text: "SELECT COUNT(*) FROM performance_schema.prepared_statements_instances "
                    + "WHERE owner_thread_id = PS_CURRENT_THREAD_ID()"
            )
            return try await rows.collect().first?.decode(Int.self, at: 0) ?? -1
        }
        let rows = try await connection.query(
            text: "SHOW SESSION STATUS WHERE Variable_name IN ('Com_stmt_prepare', 'Com_stmt_close')"
        )
        var open = 0
        for try await (name, value) in rows.decode(String.self, Int.self) {
            open += name == "Com_stmt_prepare" ? value : -value
        }
        return open
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
