// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol
import MySQLTestSupport
import Testing

/// What a server does that a real one cannot be made to.
@Suite struct MySQLConnectionCommandTests {
    @Test func `HC-094 a request for a local file is answered with nothing, and is an error`() async throws {
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, payload in
            if payload.isEmpty { return [.packet([0xff, 0x02, 0x00] + Array("#HY000none".utf8))] }
            return payload.first == 3 ? [.packet([0xfb] + Array("/etc/passwd".utf8))] : [.packet(ScriptedServer.ok)]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let error = await mysqlError { try await connection.execute(text: "SELECT 1") }
                #expect(error?.code == .localInfileRefused)
                #expect(error?.detail == "/etc/passwd")
                try await connection.ping()
            }
        }
    }

    @Test func `a refused file is an error although the server says OK`() async throws {
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, payload in
            payload.first == 3 ? [.packet([0xfb] + Array("x".utf8))] : [.packet(ScriptedServer.ok)]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let error = await mysqlError { try await connection.execute(text: "LOAD") }
                #expect(error?.code == .localInfileRefused)
            }
        }
    }

    @Test func `a socket that closes in an answer may have run, and one before it was not sent`() async throws {
        // swift-format-ignore: OnlyOneTrailingClosureArgument
        try await ScriptedServer.with(script: { _, _ in [.bytes([9, 0]), .close] }) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let first = await mysqlError { try await connection.execute(text: "COMMIT") }
                #expect(first?.code == .connectionLost)
                #expect(first?.outcome == .mayHaveRun)
                #expect(first?.detail?.contains("middle of a packet") == true)
                let second = await mysqlError { try await connection.ping() }
                #expect(second?.code == .connectionLost)
                #expect(second?.outcome == .notSent)
            }
        }
    }

    @Test func `what a server says unasked is the answer to the next command`() async throws {
        let idle: [UInt8] = [0xff, 0xbf, 0x0f] + Array("#HY000idle".utf8)
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, _ in
            [.packet(ScriptedServer.ok), .bytes([UInt8(idle.count), 0, 0, 0] + idle), .close]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                try await connection.ping()
                let error = await mysqlError { while true { try await connection.ping() } }
                #expect(error?.server?.number == 4031)
                #expect(error?.isRetryable == true)
            }
        }
    }

    @Test func `packets out of turn, garbage and endless columns are violations`() async throws {
        let bad: [[ScriptedServer.Step]] = [
            [.bytes([7, 0, 0, 9] + ScriptedServer.ok)],
            [.packet([])],
            [.packet([0xfe])],
            [.packet([0xfc, 0xff, 0xff]), .packet([1, 2, 3])],
            [.packet([0xfd, 0xff, 0xff, 0xff])],
        ]
        for steps in bad {
            // swift-format-ignore: OnlyOneTrailingClosureArgument
            try await ScriptedServer.with(script: { _, _ in steps }) { configuration in
                try await MySQLConnection.withConnection(configuration) { connection in
                    let error = await mysqlError {
                        try await connection.execute(text: "SELECT 1", timeout: .seconds(2))
                    }
                    #expect([.protocolViolation, .limitExceeded].contains(error?.code), "\(steps)")
                }
            }
        }
    }

    @Test func `garbage behind an OK is a violation before the next command`() async throws {
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, _ in
            [.packet(ScriptedServer.ok), .packet([42])]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let error = await mysqlError { while true { try await connection.ping() } }
                #expect(error?.code == .protocolViolation)
            }
        }
    }

    @Test func `a missed deadline closes the connection`() async throws {
        // swift-format-ignore: OnlyOneTrailingClosureArgument
        try await ScriptedServer.with(script: { _, _ in [] }) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let error = await mysqlError {
                    try await connection.execute(text: "SELECT 1", timeout: .milliseconds(50))
                }
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.outcome == .mayHaveRun)
                let next = await mysqlError { try await connection.ping() }
                #expect(next?.outcome == .notSent)
            }
        }
    }

    @Test func `a cancelled task gets its error at once, and those behind it in the queue too`() async throws {
        // swift-format-ignore: OnlyOneTrailingClosureArgument
        try await ScriptedServer.with(script: { _, _ in [] }) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                let codes = await withTaskGroup(of: MySQLError.Code?.self) { group in
                    for _ in 0..<3 {
                        group.addTask { await mysqlError { try await connection.ping() }?.code }
                    }
                    group.cancelAll()
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(codes == [.cancelled, .cancelled, .cancelled])
            }
        }
    }
}
