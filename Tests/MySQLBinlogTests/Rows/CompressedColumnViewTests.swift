// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct CompressedColumnViewTests {
    private static func decompress(_ hex: String, limit: Int = 1 << 20) throws(WireError) -> [UInt8] {
        let bytes = [UInt8](hex: hex)
        return try CompressedColumnView(bytes.span, isBinary: false).decompressed(limit: limit)
    }

    @Test func `nothing is empty, a zero byte stands before what is not compressed`() throws {
        #expect(try CompressedColumnViewTests.decompress("") == [])
        #expect(try CompressedColumnViewTests.decompress("00") == [])
        #expect(try CompressedColumnViewTests.decompress("00 7373") == Array("ss".utf8))
    }

    @Test func `zlib and raw deflate data are decompressed`() throws {
        // 90 times "x" as MariaDB stores it, with and without zlib's head and checksum.
        let expected = [UInt8](repeating: 0x78, count: 90)
        #expect(try CompressedColumnViewTests.decompress("89 5a aba8a0150000") == expected)
        #expect(try CompressedColumnViewTests.decompress("81 5a 789caba8a0150000804b2a31") == expected)
    }

    @Test(arguments: ["91 05 00", "80 00", "85 0000000005 00", "81", "81 05 789c", "84 ffffffff 789c00"])
    func `other methods, cut heads and data that is none are refused`(hex: String) {
        #expect(throws: WireError.self) { try CompressedColumnViewTests.decompress(hex) }
    }

    @Test func `more than the limit is refused`() {
        #expect(throws: WireError(.decompressedSizeExceeded(limit: 10), at: 0)) {
            try CompressedColumnViewTests.decompress("89 5a aba8a0150000", limit: 10)
        }
    }
}
