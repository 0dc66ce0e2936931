// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct DumpErrorAdviceTests {
    @Test func `advice names what is missing`() throws {
        let set = try GTIDSet("6cdf90c8-e5ae-11f1-a080-02fc00000001:1-5")
        func advice(_ cause: DumpError.Cause) -> String {
            DumpError(cause: cause, number: 1236, message: "").advice ?? ""
        }
        #expect(advice(.purgedGTIDs(missing: set)).contains("6cdf90c8-e5ae-11f1-a080-02fc00000001:1-5"))
        #expect(advice(.fileNotFound(file: "binlog.000001")).contains("binlog.000001"))
        #expect(advice(.missingPrivilege(name: "REPLICATION SLAVE")).contains("GRANT REPLICATION SLAVE"))
        #expect(
            advice(.missingPrivilege(name: "SUPER, REPLICATION CLIENT"))
                == "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO the account"
        )
        #expect(advice(.eventTooLong(at: nil)).contains("max_allowed_packet"))
        #expect(advice(.gtidNotInLog(gtid: try MariaDBGTID("0-1-5"), diverged: true)).contains("0-1-5"))
    }

    @Test func `only what is not known has no advice`() {
        #expect(DumpError(cause: .other, number: 1236, message: "?").advice == nil)
        #expect(DumpError(cause: .positionBeforeFirstEvent, number: 1236, message: "?").advice != nil)
    }
}
