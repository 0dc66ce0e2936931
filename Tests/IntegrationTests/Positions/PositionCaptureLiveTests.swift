// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import ReplicationPositions
import Testing

/// Positions that are taken from real replicas.
@Suite(.serialized, .enabled(if: ServerControl.isPossible)) struct PositionCaptureLiveTests {
    /// A source and a replica of it, which has caught up.
    private func withReplica(
        of kind: String,
        _ body: (_ source: LiveServer, _ replica: LiveServer) async throws -> Void
    ) async throws {
        try await FollowingReplica.with(kind, method: .file) { pair in
            try pair.source.execute("CREATE DATABASE shop; CREATE TABLE shop.t (a INT); INSERT INTO shop.t VALUES (1)")
            try pair.wait()
            try await body(pair.source, pair.replica)
        }
    }

    @Test(arguments: ["mysql97", "mariadb118"])
    func `the executed place is taken while the applier stands still, and its source knows it`(
        _ kind: String
    ) async throws {
        try await withReplica(of: kind) { source, replica in
            let capture = PositionCapture(replica.configuration(), channel: nil)
            let running = try await capture.run(stops: false, startsAgain: false)
            #expect(running.record == nil && running.status.applier == .running)
            let taken = try await capture.run(stops: true, startsAgain: false)
            let record = try #require(taken.record)
            #expect(taken.wasStopped && !taken.wasStarted)
            let end = try source.currentBinlog()
            #expect(record.file == end.name && record.position == UInt64(end.size))
            #expect(record.time?.hasSuffix("Z") == true)
            #expect(record.gtid != nil)
            // What the source writes from now on is not in it.
            try source.execute("INSERT INTO shop.t VALUES (2)")
            let verified = try await PositionVerifier(.server(source.configuration())).verify(StartPoint(record))
            #expect(verified.place?.standing == .betweenTransactions)
            #expect(verified.place?.after?.tables == ["shop.t"])
            #expect(verified.checks.contains { $0.subject == .server && $0.outcome == .good })
            let again = try await capture.run(stops: true, startsAgain: true)
            // It was stopped already, so it is left so.
            #expect(!again.wasStopped && !again.wasStarted && again.record?.position == record.position)
            try replica.execute(source.flavour == .mysql ? "START REPLICA SQL_THREAD" : "START SLAVE SQL_THREAD")
            let passing = try await capture.run(stops: true, startsAgain: true)
            #expect(passing.wasStopped && passing.wasStarted && passing.record != nil)
            #expect(try await capture.run(stops: false, startsAgain: false).status.applier == .running)
        }
    }

    @Test(arguments: LiveServer.all)
    func `a server that replicates from nowhere is told`(_ server: LiveServer) async throws {
        await #expect {
            try await PositionCapture(server.configuration(), channel: "none").run(stops: false, startsAgain: false)
        } throws: {
            "\($0)".contains("the server has no channel 'none'")
        }
    }
}
