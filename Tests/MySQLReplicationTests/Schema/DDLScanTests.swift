// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

struct DDLScanTests {
    private func scan(_ log: SyntheticLog, to end: UInt64) throws -> [LoggedDefinitionChange] {
        var scan = DDLScan(
            from: BinlogFilePosition(file: "b.000001"),
            to: BinlogFilePosition(file: "b.000001", offset: end)
        )
        let memory = MemoryLog(log.bytes)
        for range in memory.events {
            guard try scan.accept(Array(memory.bytes[range]).span) else { break }
        }
        return scan.changes
    }

    @Test func `statements are noted with their place, up to the end`() throws {
        var log = SyntheticLog()
        log.appendQuery("BEGIN")
        log.appendTable(TableName(database: "d", table: "t"), types: [3])
        log.appendQuery("ALTER TABLE t ADD c INT")
        let behindFirst = UInt64(log.bytes.count)
        log.appendQuery("DROP TABLE t")
        let found = try scan(log, to: UInt64(log.bytes.count))
        #expect(found.map(\.statement) == ["ALTER TABLE t ADD c INT", "DROP TABLE t"])
        #expect(found.last?.position.offset == behindFirst)
        #expect(try scan(log, to: behindFirst).map(\.statement) == ["ALTER TABLE t ADD c INT"])
    }

    @Test func `the scan goes on in the next file`() throws {
        var first = SyntheticLog()
        first.append(.rotate) { writer in
            writer.uint64(4)
            writer.text("b.000002")
        }
        var second = SyntheticLog()
        second.appendQuery("DROP TABLE t")
        var scan = DDLScan(
            from: BinlogFilePosition(file: "b.000001"),
            to: BinlogFilePosition(file: "b.000002", offset: UInt64(second.bytes.count))
        )
        for log in [first, second] {
            let memory = MemoryLog(log.bytes)
            for range in memory.events { _ = try scan.accept(Array(memory.bytes[range]).span) }
        }
        let isComplete = scan.isComplete
        #expect(isComplete)
        let found = scan.changes
        #expect(found.first?.position.file == "b.000002")
    }

    @Test func `what is no event is refused`() {
        var scan = DDLScan(from: BinlogFilePosition(file: "b.1"), to: BinlogFilePosition(file: "b.1", offset: 100))
        let bytes: [UInt8] = [1, 2, 3]
        #expect(throws: BinlogError.self) { try scan.accept(bytes.span) }
    }

    @Test func `long statements are cut`() throws {
        var log = SyntheticLog()
        log.appendQuery("ALTER TABLE t COMMENT '" + String(repeating: "x", count: 1_000) + "', ADD c INT")
        let found = try scan(log, to: UInt64(log.bytes.count))
        #expect(found.first?.statement.count == DDLScan.keptCharacters)
    }
}
