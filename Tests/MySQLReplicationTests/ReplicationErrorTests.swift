// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct ReplicationErrorTests {
    @Test func `a description says where, what, and what to do`() {
        let error = ReplicationError(
            .positionLost,
            "binlog.000007 is gone",
            advice: "take a backup",
            source: "db:3306",
            at: BinlogFilePosition(file: "binlog.000007", offset: 4)
        )
        #expect(error.description == "db:3306: binlog.000007:4: binlog.000007 is gone; take a backup")
        #expect(error.debugDescription.hasPrefix("positionLost: "))
        #expect(!error.isRetryable)
    }

    @Test func `a server is named once, and a sentence that has a full stop loses it before the advice`() {
        let refused = ReplicationError(.connection, "the connection was refused: db:3306", source: "db:3306")
        #expect(refused.description == "the connection was refused: db:3306")
        let locked = ReplicationError(.missingPrivilege, "Account is locked.", advice: "unlock it", source: "db:3306")
        #expect(locked.description == "db:3306: Account is locked; unlock it")
        #expect(ReplicationError(.decoding, "It is so.").description == "It is so.")
    }

    @Test func `a place that is known is not replaced`() {
        let first = BinlogFilePosition(file: "a.1", offset: 4)
        let error = ReplicationError(.decoding, "x", at: first).at(BinlogFilePosition(file: "a.2"), source: "db")
        #expect(error.position == first)
        #expect(error.source == "db")
        #expect(ReplicationError(.decoding, "x").at(first).position == first)
    }

    @Test func `a refused dump keeps its number and cause`() {
        let error = ReplicationError(DumpError(number: 1053, sqlState: "08S01", message: "Server shutdown in progress"))
        #expect(error.code == .connection)
        #expect(error.isRetryable)
        #expect(error.debugDescription.contains("1053"))
    }

    @Test func `a lost connection can be retried, other failures cannot`() {
        #expect(ReplicationError(.connection, "lost").isRetryable)
        #expect(!ReplicationError(.schemaMismatch, "x").isRetryable)
        #expect(!ReplicationError(.cancelled, "x").isRetryable)
    }
}
