// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct EventChecksumTests {
    @Test func `a file in use has the checksum of one that is not`() {
        var head = MySQLVectors.formatDescription
        #expect(refusal(of: [head]) == nil)
        head[17] |= 1
        #expect(refusal(of: [head]) == nil)
        // The flag of another event counts.
        var xid = MySQLVectors.xid
        xid[17] |= 1
        guard case .checksumMismatch(let stored, _)? = refusal(of: [head, xid])?.kind else {
            Issue.record("it is not refused")
            return
        }
        #expect(stored == 0x3d9a_c2a8)
    }

    @Test func `damage at any byte is seen, and read over where asked`() {
        var options = BinlogDecoder.Options()
        options.verifiesChecksums = false
        for index in MySQLVectors.xid.indices where index != 4 {
            var damaged = MySQLVectors.xid
            damaged[index] ^= 0x10
            guard case .checksumMismatch? = refusal(of: [MySQLVectors.formatDescription, damaged])?.kind else {
                Issue.record("damage at \(index) is not seen")
                continue
            }
            #expect(refusal(of: [MySQLVectors.formatDescription, damaged], options: options) == nil)
        }
    }
}
