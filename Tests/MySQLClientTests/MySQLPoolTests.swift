// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLPoolTests {
    @Test(arguments: LiveServer.all)
    func `many tasks share a few connections, and find them as new`(_ server: LiveServer) async throws {
        try await MySQLPool.withPool(server.configuration(), options: .init(size: 3)) { pool in
            let seen = try await withThrowingTaskGroup(of: UInt32.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            let rows = try await connection.query(text: "SELECT @mine").collect()
                            #expect(rows.first?.isNull(at: 0) == true)
                            try await connection.execute("SET @mine = \(number)")
                            return connection.server.connectionID
                        }
                    }
                }
                return try await group.reduce(into: Set<UInt32>()) { $0.insert($1) }
            }
            #expect((1...3).contains(seen.count))
            #expect(await pool.connectionCount <= 3)
        }
    }

    @Test(arguments: LiveServer.all)
    func `one who waits too long is told so, and what was lent is still good`(_ server: LiveServer) async throws {
        var options = MySQLPool.Options(size: 1)
        options.acquireTimeout = .milliseconds(50)
        options.onReturn = .ping
        try await MySQLPool.withPool(server.configuration(), options: options) { pool in
            try await pool.withConnection { connection in
                let error = await mysqlError { try await pool.withConnection { _ in } }
                #expect(error?.code == .poolTimeout)
                try await connection.ping()
            }
            try await pool.withConnection { try await $0.ping() }
            #expect(await pool.connectionCount == 1)
        }
    }

    @Test(arguments: LiveServer.all)
    func `a connection that broke is replaced`(_ server: LiveServer) async throws {
        try await MySQLPool.withPool(server.configuration(), options: .init(size: 1)) { pool in
            let first = try await pool.withConnection { connection in
                await connection.close()
                return connection.server.connectionID
            }
            let second = try await pool.withConnection { $0.server.connectionID }
            #expect(first != second)
        }
    }

    @Test func `a pool that cannot connect says why, each time`() async throws {
        let configuration = MySQLConnection.Configuration(.tcp(host: "127.0.0.1", port: 1), as: Credentials(user: "u"))
        try await MySQLPool.withPool(configuration, options: .init(size: 1)) { pool in
            for _ in 0..<3 {
                let error = await mysqlError { try await pool.withConnection { _ in } }
                #expect(error?.code == .connectionRefused)
            }
        }
    }
}
