// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLReplication
import NIOCore
import Testing

@Suite struct EventSpoolTests {
    /// Events of these lengths, each filled with its number.
    private func fill(_ spool: EventSpool, _ lengths: [Int]) throws {
        for (index, length) in lengths.enumerated() {
            let event = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: length)
            try spool.append(event.span, at: UInt64(index) << 33)
        }
    }

    /// Lengths of what is read back; events must be those of ``fill(_:_:)``.
    private func lengths(_ spool: EventSpool) throws -> [Int] {
        var lengths: [Int] = []
        while let chunk = try spool.next() {
            let bytes = chunk.buffer.readableBytesUInt8Span
            for entry in chunk.entries {
                #expect(entry.position == UInt64(lengths.count) << 33)
                let expected = UInt8(truncatingIfNeeded: lengths.count)
                for index in entry.range where bytes[index] != expected {
                    Issue.record("event \(lengths.count) holds \(bytes[index])")
                    break
                }
                lengths.append(entry.range.count)
            }
        }
        return lengths
    }

    private static let small = [19, 200, 0, 31]
    private static let large = [19, 3_000_000, 31, 1 << 20, (1 << 20) - 16, 500_000, 500_000, 500_000, 19]

    @Test(arguments: [0, 1_000, 1 << 30])
    func `events come back in order, from memory and from a file`(_ memory: Int) throws {
        for lengths in [[], EventSpoolTests.small, EventSpoolTests.large] {
            let spool = EventSpool(memory: memory)
            try fill(spool, lengths)
            #expect(spool.count == lengths.count)
            #expect(spool.byteCount == UInt64(lengths.reduce(0, +) + 16 * lengths.count))
            #expect(spool.isSpilled == (spool.byteCount > UInt64(memory)))
            #expect(try self.lengths(spool) == lengths)
            #expect(try spool.next() == nil)
            try spool.rewind()
            #expect(try self.lengths(spool) == lengths)
        }
    }

    @Test(arguments: [0, 1_000, 1 << 30])
    func `events come back from the last to the first`(_ memory: Int) throws {
        let many = (0..<40).map { $0 * 7_919 % 50_000 }
        for lengths in [[], EventSpoolTests.small, EventSpoolTests.large, many] {
            let spool = EventSpool(memory: memory)
            try fill(spool, lengths)
            for _ in 0..<2 {
                try spool.rewindToEnd()
                var found: [Int] = []
                while let chunk = try spool.previous() {
                    for entry in chunk.entries.reversed() {
                        let number = lengths.count - 1 - found.count
                        #expect(entry.position == UInt64(number) << 33)
                        #expect(chunk.bytes(of: entry).allSatisfy { $0 == UInt8(truncatingIfNeeded: number) })
                        found.append(entry.range.count)
                    }
                }
                #expect(found == lengths.reversed())
            }
        }
    }

    @Test(arguments: [0, 1_000, 1 << 30])
    func `what is emptied can be filled again`(_ memory: Int) throws {
        let spool = EventSpool(memory: memory)
        for lengths in [EventSpoolTests.large, EventSpoolTests.small, EventSpoolTests.large] {
            try fill(spool, lengths)
            #expect(try self.lengths(spool) == lengths)
            try spool.removeAll()
            #expect(spool.count == 0 && spool.byteCount == 0 && spool.memoryByteCount == 0 && !spool.isSpilled)
            #expect(try spool.next() == nil)
        }
    }

    @Test func `a long group does not stay in memory`() throws {
        let spool = EventSpool(memory: 100_000)
        for index in 0..<200 {
            try spool.append([UInt8](repeating: 1, count: 100_000).span, at: UInt64(index))
            #expect(spool.memoryByteCount <= 1_200_000)
        }
        #expect(spool.isSpilled)
        var count = 0
        while let chunk = try spool.next() {
            #expect(chunk.buffer.readableBytes <= 1 << 18)
            count += chunk.entries.count
        }
        #expect(count == 200)
    }

    @Test func `the file has no name`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID())").path(
            percentEncoded: false
        )
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let spool = EventSpool(memory: 0, folder: folder)
        try fill(spool, EventSpoolTests.small)
        #expect(spool.isSpilled)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func `a folder that is not there is told`() throws {
        let missing = EventSpool(memory: 0, folder: "/nonexistent")
        let error = #expect(throws: ReplicationError.self) { try fill(missing, [19]) }
        #expect(error?.code == .storage)
        #expect(error?.message.contains("/nonexistent") == true)
    }
}
