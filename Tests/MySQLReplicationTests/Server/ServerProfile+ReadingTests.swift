// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct ServerProfileReadingTests {
    private func session(_ more: [(beginning: String, reply: FakeSession.Reply)] = []) -> FakeSession {
        let rows = ServerProfileTests.mysql.map { [$0.key, $0.value] as [String?] }
        return FakeSession(replies: more + [("SHOW GLOBAL VARIABLES", .rows(["Variable_name", "Value"], rows))])
    }

    @Test func `a profile is detected even where routines and grants are refused`() async throws {
        let refusing = session([("SELECT COUNT", .refusal(1142)), ("SHOW GRANTS", .refusal(1141))])
        let profile = try await ServerProfile.detect(refusing)
        #expect(profile.serverID == 20_088)
        #expect(profile.grants == nil)
        #expect(profile.host == .plain)
    }

    @Test func `RDS is detected by its procedures`() async throws {
        let profile = try await ServerProfile.detect(session([("SELECT COUNT", .rows(["n"], [["61"]]))]))
        #expect(profile.host == .rds)
    }

    @Test func `a connection that is lost is an error`() async {
        let lost = session([("SHOW GRANTS", .refusal(nil)), ("SELECT COUNT", .rows(["n"], [["0"]]))])
        do throws(ReplicationError) {
            _ = try await ServerProfile.detect(lost)
            Issue.record("it was detected")
        } catch {
            #expect(error.code == .connection)
            #expect(error.isRetryable)
        }
    }

    @Test func `HC-104 GTID sets are read with the line ends that servers put into them`() async throws {
        let set = "6CDF90C8-e5ae-11f1-a080-02fc00000001:1-5,\n7cdf90c8-e5ae-11f1-a080-02fc00000001:1"
        let session = session([("SELECT @@GLOBAL.gtid_executed", .rows(["a", "b"], [[set, ""]]))])
        let profile = try await ServerProfile.detect(session)
        let sets = try await profile.gtidSets(session)
        #expect(
            sets.executed.description
                == "6cdf90c8-e5ae-11f1-a080-02fc00000001:1-5,7cdf90c8-e5ae-11f1-a080-02fc00000001:1"
        )
        #expect(sets.purged.isEmpty)
    }

    @Test func `the end of the log is asked for in the words that the server knows`() async throws {
        let old = session([("SHOW MASTER STATUS", .rows(["File", "Position"], [["b.000001", "4"]]))])
        let profile = try await ServerProfile.detect(old)
        #expect(try await profile.binaryLogStatus(old).position == BinlogFilePosition(file: "b.000001"))
        let off = session([("SHOW BINARY LOG STATUS", .rows([], []))])
        do throws(ReplicationError) {
            _ = try await profile.binaryLogStatus(off)
            Issue.record("there is a log")
        } catch {
            #expect(error.code == .serverConfiguration)
        }
    }

    @Test func `an identity is drawn that neither the source nor a replica has`() async throws {
        var random = SeededRandom()
        var again = random
        let taken = ReplicaIdentity(using: &again).serverID
        let session = session([("SHOW REPLICAS", .rows(["Server_Id"], [["\(taken)"]]))])
        let profile = try await ServerProfile.detect(session)
        #expect(try await profile.freeIdentity(session, using: &random).serverID != taken)
        let refusing = self.session([("SHOW REPLICAS", .refusal(1227))])
        _ = try await profile.freeIdentity(refusing, using: &random)
    }
}
