// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import MySQLBinlog
import Synchronization

/// What is done with a file in this process.
enum Stage: String, CaseIterable {
    /// Headers and checksums; table maps, and the fixed part of every event.
    case walk
    /// Every value, by a visitor; JSON as bytes.
    case decode
    /// Every value, by a visitor; JSON as text.
    case json
    /// Every value, by cursors over rows and values; JSON as bytes.
    case cursors
    /// What ``decode`` does, in batches that two tasks cut and read in turn.
    case batches

    private static let sink = Atomic<UInt64>(0)

    /// Whether several tasks take part.
    var isShared: Bool { self == .batches }

    /// Reads the file at `path` to its end.
    func run(_ path: String) async throws {
        if isShared { Stage.keep(try await Stage.batches(path)) } else { try runAlone(path) }
    }

    /// The same by the calling thread alone; of ``batches`` what one task has to do.
    func runAlone(_ path: String) throws(BinlogError) {
        switch self {
        case .walk: Stage.keep(try Stage.walk(path))
        case .decode, .batches: Stage.keep(try Stage.decode(path))
        case .json: Stage.keep(try Stage.json(path))
        case .cursors: Stage.keep(try Stage.cursors(path))
        }
    }

    /// Used where the compiler cannot see that nobody does.
    private static func keep(_ sum: UInt64) {
        sink.store(sum, ordering: .relaxed)
    }

    private static func walk(_ path: String) throws(BinlogError) -> UInt64 {
        var reader = try BinlogFileReader(path: path)
        var total: UInt64 = 0
        while let event = try reader.next() { total &+= UInt64(event.header.length) }
        return total
    }

    private static func decode(_ path: String) throws(BinlogError) -> UInt64 {
        var reader = try BinlogFileReader(path: path)
        var sum = ValueSum()
        while let event = try reader.next() {
            if let rows = event.rows { try rows.visit(&sum) }
        }
        return sum.total
    }

    private static func json(_ path: String) throws(BinlogError) -> UInt64 {
        var reader = try BinlogFileReader(path: path)
        var sum = JSONTextSum()
        while let event = try reader.next() {
            guard let rows = event.rows else { continue }
            try rows.visit(&sum)
            if let problem = sum.problem {
                throw BinlogError(.malformed(problem), in: event.header.type, at: event.position)
            }
        }
        return sum.values.total &+ UInt64(sum.textBytes)
    }

    private static func cursors(_ path: String) throws(BinlogError) -> UInt64 {
        var reader = try BinlogFileReader(path: path)
        var sum = ValueSum()
        while let event = try reader.next() {
            guard let rows = event.rows else { continue }
            var changes = rows.changes
            while let change = try changes.next() {
                if let before = change.before { try add(before, to: &sum) }
                if let after = change.after { try add(after, to: &sum) }
            }
        }
        return sum.total
    }

    private static func add(_ image: borrowing RowImage, to sum: inout ValueSum) throws(BinlogError) {
        var cells = try image.cells
        while let cell = try cells.next() { sum.visit(cell.value, column: cell.column) }
    }

    private static func batches(_ path: String) async throws -> UInt64 {
        let batches = try SharedBatches(path: path)
        return try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var total: UInt64 = 0
                    var batch = BinlogBatch()
                    while try batches.next(into: &batch) {
                        total &+= try decode(batch)
                    }
                    return total
                }
            }
            return try await group.reduce(0, &+)
        }
    }

    private static func decode(_ batch: BinlogBatch) throws(BinlogError) -> UInt64 {
        var reader = BinlogBatchReader(batch)
        var sum = ValueSum()
        while let event = try reader.next() {
            if let rows = event.rows { try rows.visit(&sum) }
        }
        return sum.total
    }
}
