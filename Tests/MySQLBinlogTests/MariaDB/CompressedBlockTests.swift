// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct CompressedBlockTests {
    private static let description = MadeEvents.formatDescription(
        version: "10.11.19-MariaDB",
        lengths: MadeEvents.mariaDBLengths,
        checksum: .crc32
    )

    @Test func `HC-061 a compressed statement is decompressed`() throws {
        var statement = ""
        try decode([CompressedBlockTests.description, MariaDBVectors.queryCompressed]) { event in
            if case .query(let query) = event.body { statement = String(repairing: query.sql) }
        }
        #expect(statement.utf8.count == 124)
        #expect(statement.hasPrefix("create or replace table cz2("))
    }

    @Test func `HC-061 compressed rows are decompressed, columns of their own compression too`() throws {
        let text = String(repeating: "ab", count: 50)
        let long = String(repeating: "x", count: 90)
        let events = [
            CompressedBlockTests.description, MariaDBVectors.compressedTableMap, MariaDBVectors.writeCompressed,
            MariaDBVectors.updateCompressed,
        ]
        #expect(
            try rows(of: events) == [
                "+ 0=1 1='\(text)' 2=compressed '\(long)'", "+ 0=2 1='\(text)' 2=compressed 's'",
                "- 0=1 1='\(text)' 2=compressed '\(long)'", "+ 0=1 1='\(text)z' 2=compressed '\(long)'",
                "- 0=2 1='\(text)' 2=compressed 's'", "+ 0=2 1='\(text)z' 2=compressed 's'",
            ]
        )
    }

    @Test(arguments: [
        // No length, a length of five bytes, bit 3, another algorithm, not marked as compressed, no stream, a wrong length.
        "", "80", "85 0000000001", "89 01", "91 01", "01 01", "81 05", "81 05 789c4b4c4a4e06",
        "84 ffffffff 789c4b4c4a4e06",
    ])
    func `HC-061 blocks that are not what they say are refused`(hex: String) {
        let head = [UInt8](hex: "00000000 00000000 00 0000 0000 00")
        let event = (head + [UInt8](hex: hex)).event(.queryCompressed)
        guard case .malformed? = refusal(of: [MadeEvents.mariaDB, event])?.kind else {
            Issue.record("\(hex) is not refused")
            return
        }
    }

    @Test func `HC-061 a length above the limit is refused before memory is taken`() {
        var options = BinlogDecoder.Options()
        options.maximumEventSize = 100
        let error = refusal(of: [CompressedBlockTests.description, MariaDBVectors.queryCompressed], options: options)
        guard case .malformed(let inner)? = error?.kind else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(inner.kind == .decompressedSizeExceeded(limit: 100))
    }
}
