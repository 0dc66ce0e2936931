// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

@Suite struct BoundaryScannerTests {
    /// Feeds every event and gives the scanner back.
    static func scan(
        _ stream: SyntheticStream,
        checksum: ChecksumAlgorithm = .crc32,
        _ look: (borrowing BoundaryScanner, TransactionBoundary.Step) -> Void = { _, _ in }
    ) throws -> BoundaryScanner {
        var scanner = BoundaryScanner(checksum: checksum)
        for event in stream.events {
            let step = try scanner.accept(event.span)
            look(scanner, step)
        }
        return scanner
    }

    @Test func `places follow the events, and the head of the file moves none`() throws {
        var stream = SyntheticStream(at: 4)
        let opened = try BoundaryScannerTests.scan(stream)
        #expect(opened.file == "binlog.000001")
        #expect(opened.position == 4)
        stream.append(.previousGTIDs) { $0.zeros(8) }
        let start = stream.position
        stream.gtid(1)
        stream.query("BEGIN")
        let open = try BoundaryScannerTests.scan(stream)
        #expect(open.position == stream.position)
        #expect(open.groupPosition == start)
        #expect(open.completed == BinlogFilePosition(file: "binlog.000001", offset: start))
        stream.xid()
        let closed = try BoundaryScannerTests.scan(stream)
        #expect(closed.completed == BinlogFilePosition(file: "binlog.000001", offset: stream.position))
        #expect(closed.eventPosition == stream.position - 31)
    }

    @Test func `HC-099 a GTID counts at its group's end`() throws {
        var stream = SyntheticStream()
        stream.gtid(5)
        stream.query("BEGIN")
        #expect(try BoundaryScannerTests.scan(stream).completedGTID == nil)
        stream.xid()
        let gtid = try #require(GTID(source: SyntheticStream.source, number: 5))
        #expect(try BoundaryScannerTests.scan(stream).completedGTID == .mysql(gtid))
        stream.gtid(0)
        stream.query("DROP TABLE t")
        #expect(try BoundaryScannerTests.scan(stream).completedGTID == nil)
    }

    @Test func `HC-105 a start in the middle of the file moves to where the first event says`() throws {
        var stream = SyntheticStream(at: 1_000)
        stream.gtid(1)
        stream.query("DROP TABLE t")
        var places: [UInt64] = []
        _ = try BoundaryScannerTests.scan(stream) { scanner, _ in places.append(scanner.position) }
        #expect(places.prefix(2) == [1_000, 1_000])
        #expect(places.last == stream.position)
    }

    @Test func `HC-106 places go on behind 4 GiB`() throws {
        let edge: UInt64 = 1 << 32
        var stream = SyntheticStream(at: edge - 40)
        stream.gtid(1)
        stream.query("BEGIN")
        stream.insert([1])
        stream.xid()
        #expect(stream.position > edge)
        #expect(try BoundaryScannerTests.scan(stream).position == stream.position)
        // The server left out 100 bytes, and again 4 GiB less 10 bytes.
        stream.position += 100
        stream.gtid(2)
        stream.query("DROP TABLE t")
        stream.position += edge - 10
        stream.gtid(3)
        #expect(try BoundaryScannerTests.scan(stream).position == stream.position)
    }

    @Test func `events that tell no end move the place by their length`() throws {
        var stream = SyntheticStream(.mariaDB)
        stream.mariaDBGTID(1)
        stream.insert([1], endPosition: 0)
        stream.insert([2], endPosition: 0)
        let before = stream.position
        #expect(try BoundaryScannerTests.scan(stream).position == before)
        stream.xid()
        #expect(try BoundaryScannerTests.scan(stream).position == stream.position)
    }

    @Test func `what a server makes for the stream moves no place`() throws {
        var stream = SyntheticStream(.mariaDB)
        stream.mariaDBGTID(1, flags: .standalone)
        stream.query("DROP TABLE t")
        let end = stream.position
        stream.artificial(.mariaDBGTIDList, endPosition: UInt32(end), flags: .artificial) { $0.uint48(0) }
        stream.artificial(.startEncryption, endPosition: 296, flags: .ignorable) { $0.zeros(17) }
        #expect(try BoundaryScannerTests.scan(stream).position == end)
    }

    @Test func `a file follows another by a real ROTATE, by a made one, or both`() throws {
        var stream = SyntheticStream()
        stream.append(.rotate) { body in
            body.uint64(4)
            body.text("binlog.000002")
        }
        #expect(
            try BoundaryScannerTests.scan(stream).completed == BinlogFilePosition(file: "binlog.000002", offset: 4)
        )
        stream.beginFile("binlog.000002")
        stream.formatDescription()
        stream.gtid(1)
        let scanner = try BoundaryScannerTests.scan(stream)
        #expect(scanner.file == "binlog.000002")
        #expect(scanner.position == stream.position)
    }

    @Test(arguments: [true, false])
    func `HC-075 before the first format description the checksum asked for holds, then that of each file`(
        _ asked: Bool
    ) throws {
        var stream = SyntheticStream(file: "", hasChecksums: true)
        stream.beginFile("binlog.000001", hasChecksum: asked)
        stream.formatDescription()
        stream.gtid(1)
        stream.query("DROP TABLE t")
        stream.beginFile("binlog.000002")
        stream.hasChecksums = false
        stream.formatDescription()
        stream.gtid(2)
        stream.query("DROP TABLE t")
        stream.beginFile("binlog.000003")
        stream.hasChecksums = true
        stream.formatDescription()
        stream.gtid(3)
        stream.query("DROP TABLE t")
        var files: [String] = []
        var decoder = BinlogDecoder(streamChecksum: asked ? .crc32 : .off)
        var scanner = BoundaryScanner(checksum: asked ? .crc32 : .off)
        for event in stream.events {
            try decoder.accept(event.span, at: 0)
            let seen = try decoder.event(event.span)
            if case .rotate(let rotate) = seen.body { files.append(String(repairing: rotate.nextFile)) }
            _ = try scanner.accept(event.span)
            if case .rotate = seen.body { #expect(scanner.file == files.last) }
        }
        #expect(files == ["binlog.000001", "binlog.000002", "binlog.000003"])
    }

    @Test func `HC-077 a format description has room for a checksum where events have none`() throws {
        var stream = SyntheticStream(hasChecksums: false)
        stream.gtid(1)
        stream.query("DROP TABLE t")
        let scanner = try BoundaryScannerTests.scan(stream, checksum: .off)
        #expect(scanner.format?.checksumAlgorithm == .off)
        #expect(scanner.completedGTID != nil)
        #expect(scanner.position == stream.position)
    }

    @Test func `a ROTATE with another checksum than its bytes have is refused`() throws {
        var event = SyntheticStream().events[0]
        event[30] ^= 1
        var scanner = BoundaryScanner(checksum: .crc32)
        let error = #expect(throws: BinlogError.self) { try scanner.accept(event.span) }
        guard case .checksumMismatch = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `no event but ROTATE comes before the format description`() throws {
        var stream = SyntheticStream(file: "")
        stream.gtid(1)
        let event = stream.events[0]
        var scanner = BoundaryScanner(checksum: .crc32)
        #expect(throws: BinlogError(.noFormatDescription, in: .gtid, at: 0)) { try scanner.accept(event.span) }
        var decoder = BinlogDecoder(streamChecksum: .crc32)
        #expect(throws: BinlogError(.noFormatDescription, in: .gtid, at: 0)) {
            try decoder.accept(event.span, at: 0)
        }
        var fileDecoder = BinlogDecoder()
        let rotate = SyntheticStream().events[0]
        #expect(throws: BinlogError(.noFormatDescription, in: .rotate, at: 0)) {
            try fileDecoder.accept(rotate.span, at: 0)
        }
    }

    @Test func `an event cut anywhere, or longer than it says, is refused`() throws {
        var stream = SyntheticStream()
        stream.gtid(1)
        stream.query("BEGIN")
        stream.xaPrepare("a")
        stream.insert([1])
        for (index, event) in stream.events.enumerated() {
            for count in 0...(event.count + 1) where count != event.count {
                var scanner = BoundaryScanner(checksum: .crc32)
                for before in stream.events[0..<index] { _ = try scanner.accept(before.span) }
                let bytes = count > event.count ? event + [0] : Array(event[0..<count])
                #expect(throws: BinlogError.self) { try scanner.accept(bytes.span) }
                // With the length put right only the body tells; whatever it does, it must not trap.
                var sealed = bytes
                MemoryLog.seal(&sealed, hasChecksum: true)
                _ = try? scanner.accept(sealed.span)
            }
        }
    }

    @Test func `a ROTATE to a place or a name that cannot be is refused`() throws {
        for (offset, name) in [(UInt64.max, "a"), (4, ""), (4, String(repeating: "a", count: 513))] {
            var stream = SyntheticStream(file: "")
            stream.artificial(.rotate, flags: .artificial) { body in
                body.uint64(offset)
                body.text(name)
            }
            let event = stream.events[0]
            var scanner = BoundaryScanner(checksum: .crc32)
            #expect(throws: BinlogError.self) { try scanner.accept(event.span) }
        }
    }

    @Test(arguments: Fixture.all)
    func `damaged events of a log are followed or refused`(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let ranges = MemoryLog(bytes).events
        var random = SeededRandom(seed: 1)
        for round in 0..<200 {
            var scanner = BoundaryScanner(at: BinlogFilePosition(file: fixture.name))
            for (index, range) in ranges.enumerated() {
                var event = Array(bytes[range])
                if Int.random(in: 0..<4, using: &random) == 0 {
                    event[Int.random(in: 0..<event.count, using: &random)] = UInt8.random(
                        in: .min ... .max,
                        using: &random
                    )
                    // Half of them have a checksum that is right, so that what is in them is read.
                    if round % 2 == 0 { MemoryLog.seal(&event, hasChecksum: !fixture.name.contains("no-checksum")) }
                }
                let step = try? scanner.accept(event.span)
                // Without the head nothing can be read.
                if index == 0, step == nil { break }
                #expect(scanner.eventPosition <= UInt64(Int64.max))
            }
        }
    }
}
