// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

struct ChecksumAlgorithmTests {
    @Test func `unknown algorithms are values too`() {
        #expect(ChecksumAlgorithm.off.rawValue == 0)
        #expect(ChecksumAlgorithm.crc32.rawValue == 1)
        #expect(ChecksumAlgorithm.undefined.rawValue == 255)
        #expect(ChecksumAlgorithm(rawValue: 7) != .crc32)
    }
}
