// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import Testing

/// Lies that have one right answer.
struct HostileAnswerTests {
    private func error(
        at stage: HostileStage,
        _ lie: @escaping FakeServer.Script
    ) async throws -> MySQLError? {
        try await FakeServer.run { conversation in
            try await stage.reach(&conversation)
            try await lie(&conversation)
        } whileRunning: { server async throws in
            try await HostileClient(stage: stage, port: server.port).run()
        }
    }

    @Test(arguments: [HostileStage.greeting, .loginAnswer, .ping, .query, .prepare, .execute, .manyAnswers])
    func `a wrong sequence number breaks the protocol`(_ stage: HostileStage) async throws {
        let found = try await error(at: stage) { conversation in
            conversation.sequence &+= 1
            try await conversation.send(packets: stage.honest)
            try await conversation.stall()
        }
        #expect(found?.code == .protocolViolation)
    }

    @Test(arguments: HostileStage.allCases)
    func `a packet without end is an error of its limit`(_ stage: HostileStage) async throws {
        guard stage != .tlsRequest, stage != .compressedQuery else { return }
        let found = try await error(at: stage) { conversation in
            let part = [UInt8](repeating: 0, count: 0xff_ffff)
            while true {
                try await conversation.sendBytes([0xff, 0xff, 0xff, conversation.sequence])
                try await conversation.sendBytes(part)
                conversation.sequence &+= 1
            }
        }
        #expect(found?.code == .limitExceeded, "\(found?.debugDescription ?? "none")")
        #expect(found?.debugDescription.contains("maximum") == true, "\(found?.debugDescription ?? "none")")
    }

    @Test(arguments: HostileStage.allCases)
    func `a server that hangs up is a lost connection`(_ stage: HostileStage) async throws {
        let found = try await error(at: stage) { _ in }
        let codes: Set<MySQLError.Code> = stage == .tlsRequest ? [.connectionLost, .tlsFailed] : [.connectionLost]
        #expect(found.map { codes.contains($0.code) } == true, "\(found?.debugDescription ?? "none")")
    }

    @Test(arguments: HostileStage.allCases)
    func `a server that says nothing is a missed deadline`(_ stage: HostileStage) async throws {
        let found = try await error(at: stage) { try await $0.stall() }
        #expect([.connectTimeout, .deadlineExceeded].contains(found?.code), "\(found?.debugDescription ?? "none")")
    }

    @Test func `a request for a file gets none`() async throws {
        for path in ["/etc/passwd", "", String(repeating: "a", count: 5000)] {
            let found = try await error(at: .query) { conversation in
                try await conversation.send([0xfb] + Array(path.utf8))
                let answer = try await conversation.receive()
                guard answer.isEmpty else { throw FileWasSent() }
                try await conversation.sendError(1148, "not allowed")
                try await conversation.stall()
            }
            #expect(found?.code == .localInfileRefused, "\(found?.debugDescription ?? "none")")
        }
    }

    private struct FileWasSent: Error {}

    @Test func `an error in place of a greeting is the server's`() async throws {
        let found = try await error(at: .greeting) { conversation in
            try await conversation.send([0xff, 0x10, 0x04] + Array("Too many connections".utf8))
        }
        #expect(found?.server?.number == 1040)
        #expect(found?.server?.message == "Too many connections")
        #expect(found?.outcome == .notSent)
    }

    @Test func `what follows an OK unasked is no answer to the next command`() async throws {
        let found = try await error(at: .query) { conversation in
            try await conversation.send(packets: [FakeConversation.ok, FakeConversation.ok])
            try await conversation.stall()
        }
        #expect(found?.code == .protocolViolation, "\(found?.debugDescription ?? "none")")
    }

    @Test func `fewer and more columns than were counted break the protocol`() async throws {
        let column = FakeConversation.column("a")
        let row = FakeConversation.row(["x"])
        for (count, columns) in [(1, 2), (2, 1)] {
            let found = try await error(at: .query) { conversation in
                let head = [FakeConversation.lengthEncoded(UInt64(count))] + Array(repeating: column, count: columns)
                try await conversation.send(packets: head + [row, FakeConversation.endOfResult])
                try await conversation.stall()
            }
            #expect([.protocolViolation, .decoding].contains(found?.code), "\(found?.debugDescription ?? "none")")
        }
    }
}
