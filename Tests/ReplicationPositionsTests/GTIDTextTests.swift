// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct GTIDTextTests {
    private static let set = "896e7882-18fe-11ef-ab88-22222d34d411:1-5,896e7882-18fe-11ef-ab88-22222d34d412:7"

    @Test(arguments: [
        set, set.uppercased(), set.replacing(",", with: ",\n"), set.replacing(",", with: ",\\n"),
        "@@GLOBAL.gtid_executed\n\(set)\n", "SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '\(set)';", "'\(set)'",
    ])
    func `HC-104 a set is read in whatever form it was saved`(_ text: String) throws {
        #expect(try GTIDText.read(text).description == GTIDTextTests.set)
    }

    @Test func `MariaDB's positions are read too, and nonsense is not`() throws {
        #expect(try GTIDText.read("@@gtid_slave_pos\n0-1-5,1-2-7\n").description == "0-1-5,1-2-7")
        #expect(try GTIDText.read("SET GLOBAL gtid_slave_pos='0-1-5';").description == "0-1-5")
        #expect(try GTIDText.read("").description == "")
        #expect(throws: GTIDSyntaxError.self) { try GTIDText.read("binlog.000001:4") }
    }
}
