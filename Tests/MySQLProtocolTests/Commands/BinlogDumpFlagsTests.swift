// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct BinlogDumpFlagsTests {
    @Test func `one bit means one thing on MySQL and another on MariaDB`() {
        #expect(BinlogDumpFlags.heartbeatV2 == .annotateRows)
        #expect(BinlogDumpFlags([.nonBlocking, .throughGTID]).rawValue == 5)
    }
}
