// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct BinaryLogIndexTests {
    private let answer = StatementAnswer(
        columns: ["Log_name", "File_size", "Encrypted"],
        rows: [["binlog.999998", "100", "No"], ["binlog.999999", "200", "Yes"], ["binlog.1000000", "300", "No"]]
    )

    @Test func `HC-109 files stand in the order of their numbers, not of their letters`() {
        let index = BinaryLogIndex(
            StatementAnswer(columns: answer.columns, rows: [answer.rows[2], answer.rows[0], answer.rows[1]])
        )
        #expect(index.files.map(\.name) == ["binlog.999998", "binlog.999999", "binlog.1000000"])
        #expect(index.earliest == BinlogFilePosition(file: "binlog.999998", offset: 4))
        #expect(index.latest == BinlogFilePosition(file: "binlog.1000000", offset: 300))
        #expect(index.successor(of: "binlog.999999")?.name == "binlog.1000000")
    }

    @Test func `sizes and encryption are told`() {
        let index = BinaryLogIndex(answer)
        #expect(index.files.map(\.size) == [100, 200, 300])
        #expect(index.files.map(\.isEncrypted) == [false, true, false])
        #expect(index.byteCount(from: BinlogFilePosition(file: "binlog.999999", offset: 50)) == 450)
        #expect(index.byteCount(from: BinlogFilePosition(file: "binlog.1000000", offset: 999)) == 0)
        #expect(index.byteCount(from: BinlogFilePosition(file: "other.1")) == nil)
    }

    @Test func `servers before 8 0 14 and MariaDB do not tell of encryption`() {
        let index = BinaryLogIndex(StatementAnswer(columns: ["Log_name", "File_size"], rows: [["bin.000001", "9"]]))
        #expect(index.files.first?.isEncrypted == nil)
        #expect(index.contains("bin.000001"))
        #expect(!index.contains("bin.000002"))
        #expect(index.successor(of: "bin.000001") == nil)
    }

    @Test func `a server without files has neither beginning nor end`() {
        let index = BinaryLogIndex(StatementAnswer(columns: [], rows: []))
        #expect(index.earliest == nil)
        #expect(index.latest == nil)
    }

    @Test func `the status is none where nothing is logged, and keeps GTIDs as they are written`() {
        let columns = ["File", "Position", "Binlog_Do_DB", "Binlog_Ignore_DB", "Executed_Gtid_Set"]
        #expect(BinaryLogStatus(StatementAnswer(columns: columns, rows: [])) == nil)
        let status = BinaryLogStatus(
            StatementAnswer(columns: columns, rows: [["b.1", "5000000000", "", "", "u:1,\nv:2"]])
        )
        #expect(status?.position == BinlogFilePosition(file: "b.1", offset: 5_000_000_000))
        #expect(status?.executed == "u:1,\nv:2")
    }
}
