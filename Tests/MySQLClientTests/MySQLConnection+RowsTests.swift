// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLTestSupport
import NIOCore
import Testing

@Suite(.serialized) struct MySQLConnectionRowsTests {
    /// 128 rows of 4 MiB: 512 MiB.
    private static let huge = """
        SELECT REPEAT('x', 4194304) FROM (SELECT 1 FROM information_schema.collations LIMIT 128) AS t
        """

    /// The memory of this process that is in use, in KiB.
    private func residentMemory() throws -> Int {
        let status = try ChildResult(running: "/bin/sh", ["-c", "grep VmRSS /proc/$PPID/status"])
        let digits = status.text.filter(\.isNumber)
        return try #require(Int(digits))
    }

    @Test(arguments: LiveServer.all)
    func `half a gigabyte that is read slowly stays at the server`(_ server: LiveServer) async throws {
        var configuration = server.configuration()
        configuration.limits.readBudget = 1 << 20
        try await MySQLConnection.withConnection(configuration) { connection in
            let before = try residentMemory()
            var peak = before
            var count = 0
            var byteCount = 0
            for try await row in try await connection.query(text: MySQLConnectionRowsTests.huge) {
                count += 1
                byteCount += try row.decode([UInt8].self, at: 0).count
                if count % 16 == 1 { peak = max(peak, try residentMemory()) }
            }
            #expect(count == 128)
            #expect(byteCount == 128 << 22)
            #expect(peak - before < 100 << 10, "\((peak - before) >> 10) MiB more")
        }
    }

    @Test(arguments: LiveServer.all)
    func `compressed by zlib, results and parameters come through, also beyond 16 MiB`(
        _ server: LiveServer
    ) async throws {
        try await expectCompressed(server, [.zlib])
    }

    @Test func `compressed by zstd, results and parameters come through, also beyond 16 MiB`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        try await expectCompressed(server, [.zstd(level: 3)])
    }

    private func expectCompressed(_ server: LiveServer, _ compression: [ProtocolCompression]) async throws {
        var configuration = server.configuration()
        configuration.compression = compression
        try await MySQLConnection.withConnection(configuration) { connection in
            #expect([connection.server.compression] == compression)
            let status = try await connection.query(text: "SHOW SESSION STATUS LIKE 'Compression'").collect()
            #expect(try status.first?.decode(String.self, at: 1) == "ON")
            // 24 MB in one row, which is two frames of each kind at least, and a few bytes behind it.
            let sql = "SELECT REPEAT('0123456789ab', 1000000), REPEAT('z', 12000000), 5"
            for try await (a, b, c) in try await connection.query(text: sql).decode(
                [UInt8].self,
                [UInt8].self,
                Int.self
            ) {
                #expect(a.count == 12_000_000)
                #expect(b.count == 12_000_000)
                #expect(a[11_999_999] == UInt8(ascii: "b"))
                #expect(c == 5)
            }
            // MariaDB takes no more than 16 MiB by default.
            let count = server.flavour == .mysql ? 20_000_000 : 15_000_000
            let parameter = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
            let rows = try await connection.query("SELECT LENGTH(\(parameter)), 7").collect()
            #expect(try rows.first?.decode(Int.self, at: 0) == count)
            for number in 0..<300 { try await connection.execute("DO \(number)") }
        }
    }

    @Test func `a parameter of 20 MB goes in several frames`() async throws {
        guard let server = try LiveServer.named("mysql97") else { return }
        try await server.withConnection { connection in
            let parameter = (0..<20_000_000).map { UInt8(truncatingIfNeeded: $0) }
            for try await back in try await connection.query("SELECT \(parameter)").decode([UInt8].self) {
                #expect(back == parameter)
            }
        }
    }

    @Test func `a compression that the server lacks is an error, and not a fall back`() async throws {
        guard let server = try LiveServer.named("mariadb118") else { return }
        var configuration = server.configuration()
        configuration.compression = [.zstd]
        let error = await mysqlError { _ = try await MySQLConnection.withConnection(configuration) { $0.server } }
        #expect(error?.code == .compressionUnavailable)
    }

    @Test(arguments: LiveServer.withTLS)
    func `cancelling closes the connection at once`(_ server: LiveServer) async throws {
        for tls in [TLSPolicy.disabled, TLSPolicy(.required)] {
            try await server.withConnection(tls: tls) { connection in
                let clock = ContinuousClock()
                let start = clock.now
                let code = await withTaskGroup(of: MySQLError.Code?.self) { group in
                    group.addTask { await mysqlError { try await connection.execute(text: "SELECT SLEEP(30)") }?.code }
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(code == .cancelled)
                #expect(clock.now - start < .seconds(5))
            }
        }
    }

    @Test(arguments: LiveServer.withTLS)
    func `a deadline ends a statement, and says that it may have run`(_ server: LiveServer) async throws {
        try await server.withConnection(tls: TLSPolicy(.required)) { connection in
            let error = await mysqlError {
                try await connection.execute(text: "SELECT SLEEP(30)", timeout: .milliseconds(200))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.outcome == .mayHaveRun)
        }
    }

    @Test(arguments: LiveServer.all)
    func `the server's KILL is an error and no hang`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            try await server.withConnection { _ = try await $0.execute(text: "KILL \(connection.server.connectionID)") }
            let error = await mysqlError { while true { try await connection.ping() } }
            #expect([.connectionLost, .server].contains(error?.code))
        }
    }
}
