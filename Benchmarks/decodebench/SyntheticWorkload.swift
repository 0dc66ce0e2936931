// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLTestData
import MySQLTypes
import MySQLWire

/// A binlog that is made here, so that every machine measures the same bytes.
struct SyntheticWorkload {
    /// What its file is called.
    var name: String
    /// The file.
    var bytes: [UInt8]

    /// Writes all of them into a folder, `scale` percent of their usual length.
    ///
    /// - Returns: their paths.
    static func write(into folder: String, scale: Int) throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = [
            orders(events: 16 * scale), bulk(events: 16 * scale), oltp(transactions: 80 * scale),
            try documents(events: 10 * scale),
        ]
        return try made.map { one in
            let path = "\(folder)/\(one.name).binlog"
            try Data(one.bytes).write(to: URL(filePath: path))
            return path
        }
    }

    /// Orders: int32, int64, varchar of 8 to 40 bytes, datetime2(6), decimal(15,4), a tenth of two columns NULL; 150 rows in an
    /// event of 7.5 kB.
    static func orders(events: Int) -> SyntheticWorkload {
        var random = SeededRandom(seed: 1)
        var log = SyntheticLog()
        for _ in 0..<events {
            log.append(.tableMap) { table in
                head(of: "orders", types: [.long, .longLong, .varchar, .dateTime2, .newDecimal], into: &table)
                table.array([5, 255, 0, 6, 15, 4, 0x1f])
            }
            log.append(.writeRows) { body in
                rowsHead(columns: 5, bitmaps: 1, into: &body)
                for row in 0..<150 { order(row, &random, into: &body) }
            }
        }
        return SyntheticWorkload(name: "orders", bytes: log.bytes)
    }

    private static func order(_ row: Int, _ random: inout SeededRandom, into body: inout WireWriter) {
        let nulls: UInt8 = row % 10 == 0 ? 0b10100 : 0
        body.uint8(nulls)
        body.uint32(UInt32(row))
        body.uint64(random.next())
        if nulls == 0 {
            let text = random.bytes(Int.random(in: 8...40, using: &random)).map { 0x61 + $0 % 26 }
            body.uint8(UInt8(text.count))
            body.array(text)
        }
        body.array([0x99, 0xb8, 0x78, 0xc0, 0, 1, 2, 3])
        // Eleven digits in 5 bytes, two of them in the first; four behind the point in 2.
        if nulls == 0 { body.array([0x80 + UInt8(row % 99), 0, 0, 1, 2, 0, 42]) }
    }

    /// Bulk: eight integers in 49 bytes a row, 160 rows in an event of 8 kB (workload c of the peers).
    static func bulk(events: Int) -> SyntheticWorkload {
        var random = SeededRandom(seed: 2)
        var log = SyntheticLog()
        let types: [ColumnType] = [.longLong, .long, .long, .long, .longLong, .longLong, .long, .longLong]
        for _ in 0..<events {
            log.append(.tableMap) { table in
                head(of: "bulk", types: types, into: &table)
                table.array([0, 0])
                // Two of the numbers are unsigned.
                table.array([1, 1, 0b0001_0001])
            }
            log.append(.writeRows) { body in
                rowsHead(columns: 8, bitmaps: 1, into: &body)
                for _ in 0..<160 {
                    body.uint8(0)
                    body.array(random.bytes(48))
                }
            }
        }
        return SyntheticWorkload(name: "bulk", bytes: log.bytes)
    }

    /// Transactions of 11 events: GTID, BEGIN, two updates, a delete, an insert, XID (workload a of the peers).
    static func oltp(transactions: Int) -> SyntheticWorkload {
        var random = SeededRandom(seed: 3)
        var log = SyntheticLog()
        for number in 1...transactions {
            log.append(.gtid) { gtid(number, into: &$0) }
            log.append(.query) { body in
                body.array([1, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 29, 0])
                body.array([0, 0, 0, 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0, 0, 6, 3] + Array("std".utf8))
                body.array([4, 255, 0, 255, 0, 255, 0, 18, 255, 0])
                body.text("sbtest\0BEGIN")
            }
            for (type, images) in [(EventType.updateRows, 2), (.updateRows, 2), (.deleteRows, 1), (.writeRows, 1)] {
                log.append(.tableMap) { table in
                    head(of: "sbtest1", types: [.long, .long, .string, .string], into: &table)
                    // CHAR(120) and CHAR(60) in a character set of 4 bytes: the length's high bits lie in the type.
                    table.array([4, 0xee, 0xe0, 0xfe, 0xf0, 0])
                    table.array([1, 1, 0, 2, 3, 0xfc, 255, 0])
                }
                log.append(type) { body in
                    rowsHead(columns: 4, bitmaps: type == .updateRows ? 2 : 1, into: &body)
                    for _ in 0..<images { sysbenchImage(&random, into: &body) }
                }
            }
            log.append(.xid) { $0.uint64(UInt64(number)) }
        }
        return SyntheticWorkload(name: "oltp", bytes: log.bytes)
    }

    /// Documents: an id and a JSON document of 18 values, 20 rows in an event of about 8 kB (workload d of the peers).
    static func documents(events: Int) throws(WireError) -> SyntheticWorkload {
        var random = SeededRandom(seed: 4)
        var log = SyntheticLog()
        for _ in 0..<events {
            var rows: [[UInt8]] = []
            for _ in 0..<20 { rows.append(try document(&random).encode()) }
            log.append(.tableMap) { table in
                head(of: "documents", types: [.longLong, .json], into: &table)
                table.array([1, 4, 0])
            }
            log.append(.writeRows) { body in
                rowsHead(columns: 2, bitmaps: 1, into: &body)
                for row in rows {
                    body.uint8(0)
                    body.uint64(random.next())
                    body.uint32(UInt32(row.count))
                    body.array(row)
                }
            }
        }
        return SyntheticWorkload(name: "documents", bytes: log.bytes)
    }

    private static func document(_ random: inout SeededRandom) -> JSONValue {
        func text(_ count: Int, _ random: inout SeededRandom) -> JSONValue {
            .string(String(decoding: random.bytes(count).map { 0x61 + $0 % 26 }, as: UTF8.self) + " \"ü\"")
        }
        let items = (0..<3).map { _ in
            JSONValue.object([
                JSONMember(key: "n", value: .int(Int64(random.next() % 100_000))),
                JSONMember(key: "sku", value: text(12, &random)),
                JSONMember(key: "price", value: .double(Double(random.next() % 1_000_000) / 7)),
            ])
        }
        return .object([
            JSONMember(key: "id", value: .uint(random.next())),
            JSONMember(key: "text", value: text(120, &random)),
            JSONMember(key: "items", value: .array(items)),
            JSONMember(key: "open", value: .bool(true)),
            JSONMember(key: "nothing", value: .null),
        ])
    }

    private static func sysbenchImage(_ random: inout SeededRandom, into body: inout WireWriter) {
        body.uint8(0)
        body.array(random.bytes(8))
        body.uint16(119)
        body.array(random.bytes(119).map { 0x30 + $0 % 10 })
        body.uint8(59)
        body.array(random.bytes(59).map { 0x30 + $0 % 10 })
    }

    private static func gtid(_ number: Int, into body: inout WireWriter) {
        body.uint8(0)
        body.array([UInt8](repeating: 0xab, count: 16))
        body.uint64(UInt64(number))
        body.uint8(2)
        body.uint64(UInt64(number - 1))
        body.uint64(UInt64(number))
        body.uint56(1_767_261_600_000_000)
        body.lengthEncodedInteger(1_500)
        body.uint32(90_700)
    }

    private static func head(of table: String, types: [ColumnType], into body: inout WireWriter) {
        body.uint48(7)
        body.uint16(1)
        for name in ["sbtest", table] {
            body.uint8(UInt8(name.utf8.count))
            body.text(name)
            body.uint8(0)
        }
        body.lengthEncodedInteger(UInt64(types.count))
        for type in types { body.uint8(type.rawValue) }
    }

    private static func rowsHead(columns: Int, bitmaps: Int, into body: inout WireWriter) {
        body.uint48(7)
        body.uint16(1)
        body.uint16(2)
        body.uint8(UInt8(columns))
        for _ in 0..<bitmaps { body.uint8(UInt8(truncatingIfNeeded: 1 << columns - 1)) }
    }
}
