// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

/// One after the other, since some look at the memory that the process takes.
@Suite(.serialized) struct BinlogFileReaderTests {
    private static let magic: [UInt8] = [0xfe, 0x62, 0x69, 0x6e]
    private static let log = [
        magic, MySQLVectors.formatDescription, MySQLVectors.previousGTIDs, MySQLVectors.payload, MySQLVectors.xid,
        MySQLVectors.rotate,
    ]

    /// What a file gives: types and positions of its events, and the error that ends it.
    private struct Outcome: Equatable {
        var events: [String] = []
        var error: BinlogError?
    }

    private static func outcome(path: String, options: BinlogDecoder.Options = .init()) -> Outcome {
        var outcome = Outcome()
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: path, options: options)
            while let event = try reader.next() {
                outcome.events.append("\(event.header.type)@\(event.position)")
            }
        } catch {
            outcome.error = error
        }
        return outcome
    }

    private static func outcome(_ parts: [[UInt8]]) throws -> Outcome {
        let file = try TemporaryFile(parts)
        return outcome(path: file.path)
    }

    @Test func `the events of a file come in order, those inside a payload behind it`() throws {
        let outcome = try BinlogFileReaderTests.outcome(BinlogFileReaderTests.log)
        #expect(outcome.error == nil)
        #expect(
            outcome.events == [
                "FORMAT_DESCRIPTION@4", "PREVIOUS_GTIDS@127", "TRANSACTION_PAYLOAD@288", "QUERY@288", "ROWS_QUERY@288",
                "TABLE_MAP@288", "WRITE_ROWS_V2@288", "XID@288", "XID@537", "ROTATE@568",
            ]
        )
    }

    @Test func `an empty file, one that is none, and magic alone are told apart`() throws {
        #expect(try BinlogFileReaderTests.outcome([]).error == BinlogError(.emptyFile, at: 0))
        #expect(
            try BinlogFileReaderTests.outcome([[0xfe, 0x62]]).error == BinlogError(.notABinlog(0xfe62_0000), at: 0)
        )
        #expect(
            try BinlogFileReaderTests.outcome([Array("./binlog.000001\n".utf8)]).error
                == BinlogError(.notABinlog(0x2e2f_6269), at: 0)
        )
        // A file that was just made.
        #expect(try BinlogFileReaderTests.outcome([BinlogFileReaderTests.magic]) == Outcome())
    }

    @Test func `a file that is not there is told with the system's number`() {
        let outcome = BinlogFileReaderTests.outcome(path: "/nowhere/binlog.000001")
        #expect(outcome.error == BinlogError(.system(ENOENT), at: 0))
        #expect(BinlogFileReaderTests.outcome(path: "/").error == BinlogError(.system(EISDIR), at: 0))
    }

    @Test func `HC-073 a file cut at any byte ends with an error that says what is missing`() throws {
        let bytes = BinlogFileReaderTests.log.flatMap(\.self)
        let last = UInt64(bytes.count - MySQLVectors.rotate.count)
        for count in Int(last)..<bytes.count {
            let present = count - Int(last)
            let error = try BinlogFileReaderTests.outcome([Array(bytes[..<count])]).error
            switch present {
            case 0: #expect(error == nil)
            case ..<19: #expect(error == BinlogError(.truncatedHeader(present: present), at: last))
            default:
                #expect(error == BinlogError(.truncatedEvent(length: 41, present: present), in: .rotate, at: last))
            }
        }
    }

    @Test func `HC-073 a file without a format description is refused by that name`() throws {
        let outcome = try BinlogFileReaderTests.outcome([BinlogFileReaderTests.magic, MySQLVectors.xid])
        #expect(outcome == Outcome(error: BinlogError(.noFormatDescription, in: .xid, at: 4)))
    }

    @Test func `lengths that cannot be are refused where they stand`() throws {
        var event = MySQLVectors.xid
        for (length, kind) in [
            (0, BinlogError.Kind.impossibleLength(0)), (18, .impossibleLength(18)), (19, .impossibleLength(19)),
            (.max, .eventTooLarge(length: .max, limit: 1 << 30 + 1 << 20)),
        ] as [(UInt32, BinlogError.Kind)] {
            for index in 0..<4 { event[9 + index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
            let outcome = try BinlogFileReaderTests.outcome([
                BinlogFileReaderTests.magic, MySQLVectors.formatDescription, event,
            ])
            #expect(outcome.error == BinlogError(kind, in: .xid, at: 127))
        }
    }

    @Test func `after an error, and behind the end, nothing comes`() throws {
        let file = try TemporaryFile([BinlogFileReaderTests.magic, MySQLVectors.formatDescription, [1, 2, 3]])
        var reader = try BinlogFileReader(path: file.path)
        #expect(reader.format == nil)
        #expect(reader.position == 0)
        #expect(try reader.next()?.position == 4)
        #expect(reader.format?.serverVersion == "9.7.4-2")
        #expect(reader.position == 127)
        #expect(throws: BinlogError(.truncatedHeader(present: 3), at: 127)) { _ = try reader.next()?.position }
        #expect(try reader.next()?.position == nil)
    }

    @Test func `reading goes on where it is told to`() throws {
        let file = try TemporaryFile(BinlogFileReaderTests.log)
        var reader = try BinlogFileReader(path: file.path)
        #expect(try reader.next()?.position == 4)
        try reader.skip(to: 288)
        #expect(reader.position == 288)
        #expect(try reader.next()?.header.type == .transactionPayload)
        #expect(try reader.next()?.isInner == true)
        // The rest of the payload is left out.
        try reader.skip(to: 568)
        #expect(try reader.next()?.header.type == .rotate)
        // Back it does not go.
        try reader.skip(to: 4)
        #expect(try reader.next()?.position == nil)
    }

    @Test func `a position behind the end is an error, the end is none, one within an event is seen`() throws {
        let file = try TemporaryFile(BinlogFileReaderTests.log)
        var reader = try BinlogFileReader(path: file.path)
        #expect(try reader.next()?.position == 4)
        try reader.skip(to: 130)
        #expect(throws: BinlogError.self) { _ = try reader.next()?.position }
        var other = try BinlogFileReader(path: file.path)
        #expect(try other.next()?.position == 4)
        #expect(throws: BinlogError(.truncatedHeader(present: 0), at: 4)) { try other.skip(to: 1 << 40) }
        let end = UInt64(BinlogFileReaderTests.log.reduce(0) { $0 + $1.count })
        var last = try BinlogFileReader(path: file.path)
        #expect(try last.next()?.position == 4)
        try last.skip(to: end)
        #expect(try last.next()?.position == nil)
    }

    @Test func `a pipe is read as a file is, and skipped over`() throws {
        // More than a pipe holds and a read asks for.
        let filler = [[UInt8]](repeating: MySQLVectors.xid, count: 20_000)
        let file = try TemporaryFile(BinlogFileReaderTests.log + filler)
        let pipe = try NamedPipe(script: "cat \"$1\" > \"$0\"", [file.path])
        let isEqual = BinlogFileReaderTests.outcome(path: pipe.path) == BinlogFileReaderTests.outcome(path: file.path)
        #expect(isEqual)

        let other = try NamedPipe(script: "cat \"$1\" > \"$0\"", [file.path])
        var reader = try BinlogFileReader(path: other.path)
        #expect(try reader.next()?.position == 4)
        let target = UInt64(609 + 15_000 * 31)
        try reader.skip(to: target)
        #expect(try reader.next()?.position == target)
        var count = 1
        while try reader.next() != nil { count += 1 }
        #expect(count == 5_000)
    }

    @Test func `positions go beyond 4 GiB, where end positions begin anew`() throws {
        let file = try TemporaryFile([BinlogFileReaderTests.magic, MySQLVectors.formatDescription])
        let start: UInt64 = 1 << 32 + 1_000
        try file.write(MySQLVectors.xid + MySQLVectors.rotate, at: start)
        var reader = try BinlogFileReader(path: file.path)
        #expect(try reader.next()?.position == 4)
        try reader.skip(to: start)
        #expect(try reader.next()?.position == start)
        #expect(try reader.next()?.endPosition == start + 31 + 41)
    }

    @Test func `an event of 1 GiB is read`() throws {
        let length: UInt32 = 1 << 30
        let file = try TemporaryFile([BinlogFileReaderTests.magic, MadeEvents.mysql])
        let header = EventHeader(
            timestamp: 0,
            type: .appendBlock,
            serverID: 1,
            length: length,
            endPosition: 0,
            flags: []
        )
        var writer = WireWriter()
        header.encode(into: &writer)
        let start = UInt64(4 + MadeEvents.mysql.count)
        try file.write(writer.bytes, at: start)
        try file.write(MadeEvents.mysql, at: start + UInt64(length))
        var reader = try BinlogFileReader(path: file.path)
        var seen: [String] = []
        while let event = try reader.next() { seen.append("\(event.header.type): \(event.bytes.count)") }
        #expect(seen == ["FORMAT_DESCRIPTION: 123", "APPEND_BLOCK: 1073741824", "FORMAT_DESCRIPTION: 123"])
    }

    @Test func `an event that only claims 1 GiB costs as much as is there`() throws {
        var event = MySQLVectors.xid
        event.replaceSubrange(9..<13, with: [0, 0, 0, 0x40])
        let before = try BinlogFileReaderTests.virtualPages()
        var peak = 0
        for _ in 0..<8 {
            let outcome = try BinlogFileReaderTests.outcome([
                BinlogFileReaderTests.magic, MySQLVectors.formatDescription, event,
            ])
            #expect(outcome.error?.kind == .truncatedEvent(length: 1 << 30, present: 31))
            peak = max(peak, try BinlogFileReaderTests.virtualPages())
        }
        // Other tests run beside this one; a reader that believed the length would take 262,144 pages.
        #expect(peak - before < 200_000)
    }

    /// Pages of memory that the process has.
    private static func virtualPages() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }
}
