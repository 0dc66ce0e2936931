// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagProbeSourceTests {
    @Test func `a source tells its end, its transactions, its files and its clock`() async throws {
        var probe = try await LagProbe(ScriptedSession.mysql())
        let reading = try await probe.source()
        #expect(reading.end == BinlogFilePosition(file: "binlog.000002", offset: 300))
        #expect(reading.committed == .mysql(try GTIDSet("\(sourceUUID):1-5")))
        #expect(reading.logs?.files.map(\.size) == [900, 300])
        #expect(reading.readOnly == .off)
        // Our clock is not theirs: the server's stands still.
        let clock = try #require(reading.clock)
        #expect(abs(1_795_291_059_646_407 - reading.time - clock.microseconds) < 60_000_000)
    }

    @Test(arguments: [("1", "1", SourceReading.ReadOnlyMode.superReadOnly), ("1", "0", .readOnly), ("0", "0", .off)])
    func `a source that refuses writes says so`(
        _ readOnly: String,
        _ superReadOnly: String,
        _ mode: SourceReading.ReadOnlyMode
    ) async throws {
        let row = ["1795291059.646407", readOnly, superReadOnly, "ON"]
        var probe = try await LagProbe(ScriptedSession.mysql([("@@GLOBAL.gtid_mode", ["t", "r", "s", "g"], [row])]))
        #expect(try await probe.source().readOnly == mode)
    }

    @Test func `GTIDs of another time do not count where transactions are written without them now`() async throws {
        let row = ["1795291059.646407", "0", "0", "OFF"]
        var probe = try await LagProbe(ScriptedSession.mysql([("@@GLOBAL.gtid_mode", ["t", "r", "s", "g"], [row])]))
        #expect(try await probe.source().committed == nil)
    }

    @Test func `a clock of whole seconds may be wrong by half a second more`() async throws {
        let answers: [(String, [String], [[String?]])] = [
            ("SHOW GLOBAL VARIABLES", ["n", "v"], [["version", "5.5.62"], ["server_id", "1"]]),
            ("SELECT UNIX_TIMESTAMP(), @@GLOBAL.read_only", ["t", "r"], [["1795291059", "0"]]),
            ("SHOW MASTER STATUS", ["File", "Position"], [["binlog.000001", "4"]]),
        ]
        var probe = try await LagProbe(ScriptedSession(answers: answers))
        let reading = try await probe.source()
        #expect((reading.clock?.error ?? 0) >= 500_000)
        #expect(reading.committed == nil && reading.logs == nil)
    }

    @Test func `an account that may not see the log's end is told what to grant`() async throws {
        let answers: [(String, [String], [[String?]])] = [
            ("SHOW GLOBAL VARIABLES", ["n", "v"], [["version", "9.7.4"], ["server_id", "1"]]),
            ("@@GLOBAL.gtid_mode", ["t", "r", "s", "g"], [["1795291059.646407", "0", "0", "ON"]]),
        ]
        var probe = try await LagProbe(ScriptedSession(answers: answers))
        do {
            _ = try await probe.source()
            Issue.record("it told")
        } catch {
            #expect(error.code == .missingPrivilege && "\(error)".contains("REPLICATION CLIENT"))
        }
    }
}
