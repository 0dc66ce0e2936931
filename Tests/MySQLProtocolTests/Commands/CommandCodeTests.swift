// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct CommandCodeTests {
    @Test func `numbers are those of the protocol`() {
        #expect(CommandCode.query.rawValue == 3)
        #expect(CommandCode.binlogDump.rawValue == 0x12)
        #expect(CommandCode.binlogDumpGTID.rawValue == 0x1e)
        #expect(CommandCode.semiSyncReply.rawValue == 0xef)
    }
}
