// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import Testing

@Suite struct MySQLConnectionQueryTests {
    @Test(arguments: LiveServer.all)
    func `a query gives rows, an error leaves the connection usable`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            var seen: [String] = []
            let rows = try await connection.query(text: "SELECT 1 AS a, 'é' AS b UNION SELECT 2, NULL")
            #expect(rows.columns.map(\.name) == ["a", "b"])
            for try await (number, text) in rows.decode(Int.self, String?.self) {
                seen.append("\(number) \(text ?? "-")")
            }
            #expect(seen == ["1 é", "2 -"])
            let error = await mysqlError { try await connection.execute(text: "SELEKT") }
            #expect(error?.server?.number == 1064)
            #expect(error?.server?.sqlState == "42000")
            #expect(error?.outcome == .ran)
            #expect(error?.statement == "SELEKT")
            try await connection.ping()
        }
    }

    @Test(arguments: LiveServer.all)
    func `a result has no more columns than the limit says`(_ server: LiveServer) async throws {
        var configuration = server.configuration()
        configuration.limits.maximumColumnCount = 2
        try await MySQLConnection.withConnection(configuration) { connection in
            let rows = try await connection.query(text: "SELECT 1, 2").collect()
            #expect(rows.count == 1)
            let error = await mysqlError { _ = try await connection.query(text: "SELECT 1, 2, 3").collect() }
            #expect(error?.code == .limitExceeded)
            #expect(error?.debugDescription.contains("maximumColumnCount") == true)
        }
    }

    @Test(arguments: LiveServer.all)
    func `values are bound, never pasted`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let evil = "'; DROP DATABASE mysql; -- \\"
            let rows = try await connection.query("SELECT \(evil), \(UInt64.max), \(Int?.none), \([UInt8]([0, 255]))")
            for try await (text, number, none, bytes) in rows.decode(String.self, UInt64.self, Int?.self, [UInt8].self)
            {
                #expect(text == evil)
                #expect(number == .max)
                #expect(none == nil)
                #expect(bytes == [0, 255])
            }
            let error = await mysqlError {
                _ = try await connection.query(MySQLStatement(text: "SELECT ?", parameters: [.null, .null]))
            }
            #expect(error?.code == .invalidStatement)
            try await connection.ping()
        }
    }

    @Test(arguments: LiveServer.all)
    func `statements that change rows tell how many`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(text: "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, a INT)")
            let inserted = try await connection.execute("INSERT INTO t (a) VALUES (\(5)), (\(6))")
            #expect(inserted.affectedRows == 2)
            #expect(inserted.lastInsertID == 1)
            #expect(inserted.message.contains("Records: 2"))
            let selected = try await connection.execute(text: "SELECT * FROM t")
            #expect(selected.droppedRows == 2)
        }
    }

    @Test(arguments: LiveServer.all)
    func `a procedure's results come one behind the other`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            try await connection.execute(
                text:
                    "CREATE PROCEDURE p(x INT) BEGIN SELECT x; SELECT x + 1, x + 2; SELECT x FROM DUAL WHERE 1 = 0; END"
            )
            for isBinary in [false, true] {
                let statement: MySQLStatement = isBinary ? "CALL p(\(7))" : "CALL p(7)"
                let first = try await connection.query(statement)
                #expect(try await first.collect().map { try $0.decode(Int.self, at: 0) } == [7])
                let second = try #require(try await first.nextResult())
                #expect(second.columns.count == 2)
                // Not read: asking for the next one drops it.
                let third = try #require(try await second.nextResult())
                #expect(try await third.collect().isEmpty)
                let last = try #require(try await third.nextResult())
                #expect(last.summary?.affectedRows == 0)
                #expect(try await last.nextResult() == nil)
            }
            try await connection.ping()
        }
    }

    @Test(arguments: LiveServer.all)
    func `what was not read is dropped by the next command, and says so`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let rows = try await connection.query(text: "SELECT 1 UNION SELECT 2")
            let other = try await connection.query(text: "SELECT 3")
            #expect(try await other.collect().count == 1)
            let error = await mysqlError { _ = try await rows.collect() }
            #expect(error?.code == .resultDropped)
            try await connection.ping()
        }
    }

    @Test(arguments: LiveServer.all)
    func `reset forgets the session`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            try await connection.execute(text: "SET @a = 5")
            try await connection.reset()
            let rows = try await connection.query(text: "SELECT @a").collect()
            #expect(rows.first?.isNull(at: 0) == true)
        }
    }

    @Test(arguments: LiveServer.all)
    func `commands asked for at once run one behind the other`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let sums = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let sum = try await connection.execute("DO \(number)")
                        return Int(sum.affectedRows) + number
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sums == 190)
        }
    }

    @Test(arguments: LiveServer.all)
    func `a result that is longer than what may be dropped closes the connection`(_ server: LiveServer) async throws {
        var configuration = server.configuration()
        configuration.limits.maximumDrainedBytes = 1000
        try await MySQLConnection.withConnection(configuration) { connection in
            _ = try await connection.query(text: "SELECT REPEAT('x', 2000)")
            let error = await mysqlError { try await connection.ping() }
            #expect(error?.code == .connectionClosed)
            #expect(error?.outcome == .notSent)
            #expect(error?.detail?.contains("maximumDrainedBytes") == true)
        }
    }
}
