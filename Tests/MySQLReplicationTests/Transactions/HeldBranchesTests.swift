// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import Testing

@Suite struct HeldBranchesTests {
    @Test func `what is held is left out of the executed set`() throws {
        let gtid = try GTID("4f68a417-e505-11f1-9b56-02fc00000001:7")
        let branch = HeldBranch(
            identifier: XAIdentifier(globalID: [0x61]),
            gtid: .mysql(gtid),
            position: BinlogFilePosition(file: "binlog.000003", offset: 900),
            since: 1_767_261_600
        )
        let held = HeldBranches([branch])
        let set = try GTIDSet("4f68a417-e505-11f1-9b56-02fc00000001:1-9")
        #expect(held.executed(set).description == "4f68a417-e505-11f1-9b56-02fc00000001:1-6:8-9")
        #expect(held.oldestPosition == branch.position)
        #expect(branch.description == "X'61',X'',1 prepared at binlog.000003:900 as \(gtid)")
        #expect(HeldBranches().isEmpty && HeldBranches().oldestPosition == nil)
        #expect(HeldBranches().executed(set) == set)
    }
}
