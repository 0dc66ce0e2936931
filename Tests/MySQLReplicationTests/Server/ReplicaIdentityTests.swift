// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct ReplicaIdentityTests {
    @Test func `ids are drawn from the high range, and UUIDs are of version 4`() {
        var random = SeededRandom()
        for _ in 0..<100 {
            let identity = ReplicaIdentity(using: &random)
            #expect(ReplicaIdentity.range.contains(identity.serverID), "\(random)")
            let uuid = Array(identity.uuid.description)
            #expect(uuid[14] == "4", "\(random)")
            #expect("89ab".contains(uuid[19]), "\(random)")
        }
    }

    @Test func `an id in use is not drawn`() {
        var random = SeededRandom()
        var again = random
        let first = ReplicaIdentity(using: &random)
        let second = ReplicaIdentity(notIn: [first.serverID], using: &again)
        #expect(second.serverID != first.serverID)
        struct Highest: RandomNumberGenerator {
            mutating func next() -> UInt64 { .max }
        }
        var highest = Highest()
        let top = ReplicaIdentity(using: &highest).serverID
        #expect(ReplicaIdentity(notIn: [top], using: &highest).serverID != top)
    }

    @Test func `ids in use are read from the answers of all versions`() {
        let new = StatementAnswer(
            columns: ["Server_Id", "Host", "Port", "Source_Id", "Replica_UUID"],
            rows: [["7", "", "1", "2", "u"]]
        )
        let old = StatementAnswer(
            columns: ["Server_id", "Host", "Port", "Master_id"],
            rows: [["8", "", "1", "2"], ["x", "", "", ""]]
        )
        #expect(ReplicaIdentity.used(in: new) == [7])
        #expect(ReplicaIdentity.used(in: old) == [8])
    }
}
