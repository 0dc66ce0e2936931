// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct BinlogErrorTests {
    @Test func `an error says what was wrong, in which event, where, and what to do`() {
        let error = BinlogError(.unknownTable(id: 112), in: .writeRows, at: 1_000)
        #expect(error.description.hasPrefix("WRITE_ROWS_V2 event at position 1000: no table map for table 112"))
        #expect(error.description.contains("begin at a position where"))
        let untyped = BinlogError(.notABinlog(0x1), at: 0)
        #expect(untyped.description.hasPrefix("position 0: not a binlog: it begins with 0x00000001"))
    }

    @Test func `every kind explains itself`() {
        let wire = WireError(.unterminatedString, at: 3)
        let kinds: [BinlogError.Kind] = [
            .emptyFile, .notABinlog(0), .encryptedFile, .encryptedEvents, .missingKey, .wrongKey, .unreadableKeys,
            .unknownEncryptionScheme(2), .unsupportedVersion(1), .preGARows, .noFormatDescription,
            .truncatedHeader(present: 1), .truncatedEvent(length: 2, present: 1), .impossibleLength(1),
            .eventTooLarge(length: 2, limit: 1), .checksumMismatch(stored: 1, computed: 2),
            .unknownChecksumAlgorithm(9), .unknownEvent(EventType(rawValue: 99)), .malformed(wire),
            .unknownTable(id: 1), .columnCountMismatch(event: 1, table: 2),
            .unsupportedColumn(type: .decimal, index: 0), .malformedValue(wire, column: 0), .tooManyTables(limit: 1),
            .unknownCompression(9), .malformedPayload, .fragmentOutOfOrder(expected: 1, found: 2), .system(2),
        ]
        #expect(Set(kinds.map(\.explanation)).count == kinds.count)
    }
}
