// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

@Suite struct PreparedBranchesTests {
    /// What is in doubt behind the events of a stream.
    private func inDoubt(
        _ known: HeldBranches = HeldBranches(),
        _ fill: (inout SyntheticStream) -> Void
    ) throws -> HeldBranches {
        var stream = SyntheticStream()
        fill(&stream)
        var branches = PreparedBranches(known)
        var decoder = BinlogDecoder()
        for (index, bytes) in stream.events.dropFirst().enumerated() {
            try decoder.accept(bytes.span, at: UInt64(index))
            branches.accept(try decoder.event(bytes.span), file: "binlog.000001", gtid: nil)
        }
        return branches.held
    }

    @Test func `what is prepared is in doubt until it is committed or rolled back`() throws {
        let held = try inDoubt { stream in
            for name in ["a", "b", "c"] {
                stream.query("XA START X'\(Array(name.utf8).hex)',X'',1")
                stream.insert([1])
                stream.xaPrepare(name)
            }
            stream.query("XA COMMIT X'61',X'',1")
            stream.query("XA ROLLBACK X'63',X'',1")
        }
        #expect(held.branches.map(\.identifier.globalID) == [Array("b".utf8)])
        #expect(held.branches.first?.position.file == "binlog.000001")
    }

    @Test func `one phase leaves nothing in doubt, nor does a transaction of before`() throws {
        let known = HeldBranch(
            identifier: XAIdentifier(globalID: Array("old".utf8)),
            gtid: nil,
            position: BinlogFilePosition(file: "binlog.000001"),
            since: 0
        )
        let held = try inDoubt(HeldBranches([known])) { stream in
            stream.xaPrepare("a", onePhase: true)
            stream.query("XA COMMIT X'6f6c64',X'',1")
        }
        #expect(held.isEmpty)
        #expect(try inDoubt(HeldBranches([known])) { $0.query("BEGIN") }.branches == [known])
    }

    @Test func `no more than the limit are held`() throws {
        let held = try inDoubt { stream in
            for number in 0..<(PreparedBranches.limit + 3) { stream.xaPrepare("\(number)") }
        }
        #expect(held.branches.count == PreparedBranches.limit)
    }
}
