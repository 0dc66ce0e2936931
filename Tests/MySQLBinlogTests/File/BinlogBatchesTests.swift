// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestData
import MySQLTestSupport
import Synchronization
import Testing

struct BinlogBatchesTests {
    /// Types, places and rows of events, and the error that ends them.
    private struct Outcome: Equatable {
        var events: [String] = []
        var error: BinlogError?

        mutating func take(_ event: borrowing BinlogEvent) throws(BinlogError) {
            events.append("\(event.header.type)@\(event.position)")
            guard let rows = event.rows else { return }
            var list = RowList()
            try rows.visit(&list)
            events += list.rows
        }
    }

    /// Batches of which several tasks take the next one.
    private final class Shared: Sendable {
        private let batches: Mutex<BinlogBatches>

        init(_ path: String, size: Int) throws {
            batches = Mutex(try BinlogBatches(path: path, options: BinlogBatchesTests.options, size: size))
        }

        func next(into batch: inout BinlogBatch) throws -> Bool {
            try batches.withLock { batches in try batches.next(into: &batch) }
        }
    }

    private static var options: BinlogDecoder.Options {
        var options = BinlogDecoder.Options()
        options.hints = Fixture.hints
        return options
    }

    private static func whole(_ path: String) -> Outcome {
        var outcome = Outcome()
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: path, options: options)
            while let event = try reader.next() { try outcome.take(event) }
        } catch {
            outcome.error = error
        }
        return outcome
    }

    private static func inBatches(_ path: String, of size: Int) -> (outcome: Outcome, count: Int) {
        var outcome = Outcome()
        var count = 0
        do throws(BinlogError) {
            var batches = try BinlogBatches(path: path, options: options, size: size)
            var batch = BinlogBatch()
            while try batches.next(into: &batch) {
                #expect(batch.number == count)
                count += 1
                var reader = BinlogBatchReader(batch)
                while let event = try reader.next() { try outcome.take(event) }
            }
        } catch {
            outcome.error = error
        }
        return (outcome, count)
    }

    @Test(arguments: Fixture.all, [1, 700, 1 << 19])
    func `batches hold what the file holds, wherever they are cut`(fixture: Fixture, size: Int) throws {
        let whole = BinlogBatchesTests.whole(fixture.path)
        let (outcome, count) = BinlogBatchesTests.inBatches(fixture.path, of: size)
        #expect(!whole.events.isEmpty)
        #expect(outcome == whole)
        #expect(size > 1 || count > 10)
    }

    @Test func `a file that is cut gives every batch before, then its error`() throws {
        let fixture = try #require(Fixture.named("mysql-9.7-shop"))
        let bytes = try fixture.bytes()
        for count in stride(from: 0, to: min(bytes.count, 3_000), by: 7) {
            let file = try TemporaryFile([Array(bytes.prefix(count))])
            let whole = BinlogBatchesTests.whole(file.path)
            for size in [1, 300] {
                #expect(BinlogBatchesTests.inBatches(file.path, of: size).outcome == whole, "\(count) bytes")
            }
        }
    }

    @Test func `a damaged event stops its batch where it stops the file`() throws {
        let fixture = try #require(Fixture.named("mysql-9.7-shop"))
        var bytes = try fixture.bytes()
        bytes[bytes.count / 2] ^= 0xff
        let file = try TemporaryFile([bytes])
        let whole = BinlogBatchesTests.whole(file.path)
        #expect(whole.error != nil)
        #expect(BinlogBatchesTests.inBatches(file.path, of: 300).outcome == whole)
    }

    @Test func `batches are read by several tasks, and their order is known`() async throws {
        let fixture = try #require(Fixture.named("mysql-9.7-types"))
        let whole = BinlogBatchesTests.whole(fixture.path)
        let batches = try Shared(fixture.path, size: 2_000)
        var parts: [(Int, [String])] = try await withThrowingTaskGroup(of: [(Int, [String])].self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var parts: [(Int, [String])] = []
                    var batch = BinlogBatch()
                    while try batches.next(into: &batch) {
                        var part = Outcome()
                        var reader = BinlogBatchReader(batch)
                        while let event = try reader.next() { try part.take(event) }
                        parts.append((batch.number, part.events))
                    }
                    return parts
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        parts.sort { $0.0 < $1.0 }
        #expect(parts.map(\.0) == Array(0..<parts.count))
        #expect(parts.count > 1)
        #expect(parts.flatMap(\.1) == whole.events)
    }
}
