// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct BacklogTests {
    @Test func `transactions are counted by GTIDs and bytes by positions`() throws {
        let backlog = try #require(Backlog(of: source(gtids: 12), in: replica(gtids: 7, "binlog.000001:400")))
        #expect(backlog.proof == .gtid && backlog.transactions == 5 && backlog.bytes == 600 && backlog.files == 1)
        #expect(!backlog.isNothing && backlog.errant == nil)
    }

    @Test func `bytes are counted over several files`() throws {
        let logs: [(String, UInt64)] = [("binlog.000001", 1_000), ("binlog.000002", 500), ("binlog.000003", 200)]
        let ahead = try source("binlog.000003:200", logs: logs)
        let backlog = try #require(Backlog(of: ahead, in: replica("binlog.000001:900")))
        #expect(backlog.proof == .position && backlog.bytes == 100 + 500 + 200 && backlog.files == 3)
        #expect(backlog.transactions == nil)
    }

    @Test func `a replica before another source's end, or in a purged file, is not guessed at`() throws {
        #expect(try Backlog(of: source("binlog.000001:100"), in: replica("binlog.000001:900")) == nil)
        #expect(try Backlog(of: source("binlog.000009:100"), in: replica("binlog.000001:900")) == nil)
    }

    @Test func `what is behind another server is compared by GTIDs alone`() throws {
        let backlog = try #require(Backlog(of: source(gtids: 12), in: replica(gtids: 7), isDirect: false))
        #expect(backlog.transactions == 5 && backlog.bytes == nil)
        #expect(try Backlog(of: source(), in: replica(), isDirect: false) == nil)
    }

    @Test func `transactions that only the replica has are errant, and those that were just received are not`() throws {
        let received = ["Retrieved_Gtid_Set": "\(sourceUUID):1-7"]
        let ahead = try #require(Backlog(of: source(gtids: 5), in: replica(gtids: 7, at: 100, received)))
        #expect(ahead.isNothing && ahead.errant == nil)
        var writing = try replica(gtids: 5, at: 100, received)
        let own = try GTIDSet("\(try #require(writing.identity.uuid)):1-3")
        writing.executed = .mysql(try GTIDSet("\(sourceUUID):1-5").union(own))
        #expect(try Backlog(of: source(gtids: 5), in: writing)?.errant == "\(own)")
        // With another channel, what else there is may be of that one's source.
        writing.channelCount = 2
        writing.executed = .mysql(try GTIDSet("\(sourceUUID):1-5,7f68a417-e505-11f1-9b56-02fc00000001:1-9").union(own))
        #expect(try Backlog(of: source(gtids: 5), in: writing)?.errant == "\(own)")
    }

    @Test func `a MariaDB replica's own writes do not stand for the source's`() throws {
        // Its own 0-2-9 has a higher number than the source's 0-1-8, which it lacks.
        let backlog = try #require(
            Backlog(of: mariaDBSource("0-1-8"), in: mariaDBReplica("0-1-5", written: "0-2-9"))
        )
        #expect(backlog.transactions == 3 && !backlog.isNothing && backlog.errant == "0-2-9")
    }

    @Test func `a MariaDB server that was the source before has what it wrote itself`() throws {
        let backlog = try #require(
            Backlog(of: mariaDBSource("0-2-9"), in: mariaDBReplica("", written: "0-2-9"))
        )
        #expect(backlog.isNothing && backlog.errant == nil)
    }
}
