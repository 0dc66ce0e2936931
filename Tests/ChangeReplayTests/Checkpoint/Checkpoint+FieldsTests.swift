// SPDX-License-Identifier: Apache-2.0
import ChangeReplay
import MySQLReplication
import MySQLTypes
import Testing

struct CheckpointFieldsTests {
    private let place = ResumePoint(
        source: SourceIdentity(isMariaDB: false, uuid: SourceID("5f112b00-e597-11f1-9575-02fc00000001"), serverID: 7),
        file: BinlogFilePosition(file: "binlog.000042", offset: 2460),
        executed: (try? GTIDSet("5f112b00-e597-11f1-9575-02fc00000001:1-6109")).map { .mysql($0) },
        mark: EventMark(offset: 2400, digest: 0xfedc_ba98)
    )

    @Test func `a checkpoint comes back as it was written`() throws {
        let branch = HeldBranch(
            identifier: XAIdentifier(formatID: 3, globalID: [1, 0x27], branchQualifier: []),
            gtid: nil,
            position: BinlogFilePosition(file: "binlog.000041", offset: 4),
            since: 1_700_000_000
        )
        let checkpoint = Checkpoint(
            task: "main",
            worker: 2,
            sequence: 17,
            applied: [19, 23],
            place: place,
            inDoubt: HeldBranches([branch]),
            sourceTime: 1_700_000_001
        )
        #expect(checkpoint.fields.count == BookkeepingTable.checkpoints.columns.count)
        #expect(try Checkpoint(fields: checkpoint.fields) == checkpoint)
    }

    @Test func `a row that lacks a value is refused`() throws {
        var fields = Checkpoint(task: "main", worker: 0, sequence: 1, place: place).fields
        fields[7] = .null
        #expect(throws: SinkError.self) { try Checkpoint(fields: fields) }
        #expect(throws: SinkError.self) { try Checkpoint(fields: Array(fields.prefix(3))) }
    }
}
