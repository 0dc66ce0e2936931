// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

struct EventFlagsTests {
    @Test func `unknown flags are kept`() {
        let flags = EventFlags(rawValue: 0x8421)
        #expect(flags.contains(.binlogInUse))
        #expect(flags.contains(.artificial))
        #expect(flags.contains(.skipReplication))
        #expect(!flags.contains(.ignorable))
        #expect(flags.rawValue == 0x8421)
    }
}
