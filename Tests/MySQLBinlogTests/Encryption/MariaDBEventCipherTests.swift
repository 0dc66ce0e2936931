// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct MariaDBEventCipherTests {
    /// The log that a server of MariaDB 11.8 encrypted with ``key``.
    private static let path = Fixture.folder + "/encrypted/mariadb-11.8.binlog"
    private static let key = [UInt8](hex: "fcb65fe990306aa3081f1cc2e3e73f9466c8662cbe7d55fb22a9ed9f866129eb")

    private static func log() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    private static func events(
        _ bytes: [UInt8],
        keys: BinlogKeys = BinlogKeys(mariaDB: [1: key])
    ) throws(BinlogError) -> [String] {
        guard let file = try? TemporaryFile([bytes]) else { return [] }
        var reader = try BinlogFileReader(path: file.path, keys: keys)
        var events: [String] = []
        while let event = try reader.next() { events.append("\(event.header.type)@\(event.position)") }
        return events
    }

    @Test func `HC-068 events that a server encrypted are read`() throws {
        let bytes = try MariaDBEventCipherTests.log()
        let events = try MariaDBEventCipherTests.events(bytes)
        #expect(events.prefix(3) == ["FORMAT_DESCRIPTION@4", "START_ENCRYPTION@256", "MARIADB_GTID_LIST@296"])
        #expect(events.contains { $0.hasPrefix("WRITE_ROWS_V1@") })
        #expect(events.last?.hasPrefix("ROTATE@") == true)

        var reader = try BinlogFileReader(
            path: MariaDBEventCipherTests.path,
            keys: BinlogKeys(mariaDB: [1: MariaDBEventCipherTests.key])
        )
        var list = RowList()
        while let event = try reader.next() {
            #expect(event.checksum != nil)
            if case .rows(let rows) = event.body { try rows.visit(&list) }
        }
        #expect(list.rows == ["+ 0=3 1='next'"])
    }

    @Test func `HC-068 without the key it is refused by name, with a wrong one as damage`() throws {
        let bytes = try MariaDBEventCipherTests.log()
        #expect(throws: BinlogError(.encryptedEvents, in: .startEncryption, at: 256)) {
            try MariaDBEventCipherTests.events(bytes, keys: BinlogKeys())
        }
        let wrong = BinlogKeys(mariaDB: [1: [UInt8](repeating: 7, count: 32)])
        let error = #expect(throws: BinlogError.self) { try MariaDBEventCipherTests.events(bytes, keys: wrong) }
        #expect(error?.position == 296)
        #expect(error?.kind == .wrongKey)
        let short = BinlogKeys(mariaDB: [1: [1, 2, 3]])
        #expect(throws: BinlogError(.wrongKey, at: 296)) { try MariaDBEventCipherTests.events(bytes, keys: short) }
    }

    @Test func `a cut file ends with what is missing`() throws {
        let bytes = try MariaDBEventCipherTests.log()
        #expect(throws: BinlogError(.truncatedHeader(present: 10), at: 296)) {
            try MariaDBEventCipherTests.events(Array(bytes[..<306]))
        }
        #expect(throws: BinlogError(.truncatedEvent(length: 43, present: 24), at: 296)) {
            try MariaDBEventCipherTests.events(Array(bytes[..<320]))
        }
    }

    @Test func `reading skips over what is encrypted`() throws {
        let keys = BinlogKeys(mariaDB: [1: MariaDBEventCipherTests.key])
        var reader = try BinlogFileReader(path: MariaDBEventCipherTests.path, keys: keys)
        for _ in 0..<3 { #expect(try reader.next()?.position != nil) }
        let position = reader.position
        #expect(try reader.next()?.header.type == .binlogCheckpoint)
        var other = try BinlogFileReader(path: MariaDBEventCipherTests.path, keys: keys)
        for _ in 0..<2 { #expect(try other.next()?.position != nil) }
        try other.skip(to: position)
        #expect(try other.next()?.header.type == .binlogCheckpoint)
    }

    @Test func `an unknown scheme is refused by its number`() throws {
        var event = MariaDBVectors.startEncryption.eventBody
        event[0] = 2
        let log = [0xfe, 0x62, 0x69, 0x6e] + MadeEvents.mariaDB + event.event(.startEncryption)
        let position = UInt64(4 + MadeEvents.mariaDB.count)
        #expect(throws: BinlogError(.unknownEncryptionScheme(2), in: .startEncryption, at: position)) {
            try MariaDBEventCipherTests.events(log)
        }
    }
}
