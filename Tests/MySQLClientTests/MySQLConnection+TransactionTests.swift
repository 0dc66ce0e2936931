// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLConnectionTransactionTests {
    private struct Stop: Error {}

    @Test(arguments: LiveServer.all)
    func `what returns is committed, what throws is rolled back`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(text: "CREATE TABLE t (a INT) ENGINE=InnoDB")
            try await connection.withTransaction { session in
                try await session.execute("INSERT INTO t VALUES (\(1))")
                let isOpen = await session.isInTransaction
                #expect(isOpen)
            }
            await #expect(throws: Stop.self) {
                try await connection.withTransaction { session in
                    try await session.execute("INSERT INTO t VALUES (\(2))")
                    throw Stop()
                }
            }
            let isOpen = await connection.isInTransaction
            #expect(!isOpen)
            let rows = try await connection.query(text: "SELECT a FROM t").collect()
            #expect(try rows.map { try $0.decode(Int.self, at: 0) } == [1])
        }
    }

    @Test func `a connection that breaks in COMMIT leaves open whether it was done`() async throws {
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, payload in
            payload == [3] + Array("COMMIT".utf8) ? [.close] : [.packet(ScriptedServer.ok)]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let error = await mysqlError { try await connection.withTransaction { _ in } }
                #expect(error?.code == .connectionLost)
                #expect(error?.outcome == .mayHaveRun)
                #expect(error?.isRetryable == false)
            }
        }
    }
}
