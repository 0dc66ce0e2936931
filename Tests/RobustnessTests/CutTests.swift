// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import Testing

/// Files that end too early: a server that was killed, a copy that was not complete.
@Suite struct CutTests {
    @Test(arguments: Fixture.all)
    func `a file that is cut at any byte ends clean or says which event is cut`(_ fixture: Fixture) throws {
        let log = MemoryLog(try fixture.bytes())
        let events = log.events
        try #require(events.last?.upperBound == log.bytes.count)
        try withCopy(of: log.bytes) { path, cut in
            for count in log.bytes.indices.reversed() {
                try cut(count)
                let event = events.first { $0.upperBound > count && $0.lowerBound <= count }
                let found = errorOfLastRead(path, from: event?.lowerBound ?? 0, behind: events[0].upperBound)
                #expect(found == expectedError(count, in: event), "cut at \(count)")
            }
        }
    }

    @Test(arguments: Fixture.all)
    func `what stands in front of a cut is read as in the whole file`(_ fixture: Fixture) throws {
        let log = MemoryLog(try fixture.bytes())
        let whole = try digests(of: fixture.path)
        try withCopy(of: log.bytes) { path, cut in
            for (index, event) in log.events.enumerated().reversed() {
                for count in [event.upperBound - 1, event.lowerBound + 1, event.lowerBound] {
                    try cut(count)
                    let expected = whole.filter { $0.end <= UInt64(event.lowerBound) }
                    #expect(try digests(of: path) == expected, "cut at \(count), event \(index)")
                }
            }
        }
    }

    @Test func `the bytes that begin a binlog are asked for by name`() throws {
        try withCopy(of: MemoryLog.magic) { path, cut in
            #expect(try digests(of: path).isEmpty)
            for count in [3, 2, 1] {
                try cut(count)
                guard case .notABinlog = errorOfLastRead(path, from: 0, behind: 0)?.kind else {
                    Issue.record("\(count) bytes")
                    continue
                }
            }
            try cut(0)
            #expect(errorOfLastRead(path, from: 0, behind: 0) == BinlogError(.emptyFile, at: 0))
        }
    }

    /// What reading a file must end with that has `count` bytes, when `event` is the one they end in.
    private func expectedError(_ count: Int, in event: Range<Int>?) -> BinlogError? {
        guard let event else { return nil }
        let present = count - event.lowerBound
        guard present > 0 else { return nil }
        guard present >= EventHeader.byteCount else {
            return BinlogError(.truncatedHeader(present: present), at: UInt64(event.lowerBound))
        }
        return BinlogError(
            .truncatedEvent(length: UInt32(event.count), present: present),
            at: UInt64(event.lowerBound)
        )
    }

    /// The error that reading on at `start` meets, its event type left out; nil where the file ends clean.
    private func errorOfLastRead(_ path: String, from start: Int, behind formatEnd: Int) -> BinlogError? {
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: path)
            if start >= formatEnd, formatEnd > 0 {
                _ = try reader.next()
                try reader.skip(to: UInt64(start))
            }
            guard try reader.next() == nil else { return BinlogError(.malformedPayload, at: 0) }
            return nil
        } catch {
            // The bytes that begin a file are no event: a file that has only some of them is said not to be a binlog.
            var place = error
            place.eventType = nil
            if case .notABinlog = error.kind, start == 0, formatEnd > 0 { return nil }
            if case .emptyFile = error.kind, formatEnd > 0 { return nil }
            return place
        }
    }
}

/// Where an event ends, and what was read up to there.
struct ReadSoFar: Equatable {
    var end: UInt64
    var digest: Digest
}

/// What was read up to the end of each event that is not inside another, until the end or the first error.
func digests(of path: String, options: BinlogDecoder.Options = fixtureOptions) throws -> [ReadSoFar] {
    var found: [ReadSoFar] = []
    var thorough = ThoroughReader()
    do throws(BinlogError) {
        var reader = try BinlogFileReader(path: path, options: options)
        while let event = try reader.next() {
            thorough.read(event)
            if !event.isInner {
                found.append(ReadSoFar(end: event.endPosition, digest: thorough.digest))
            } else if let last = found.indices.last {
                found[last].digest = thorough.digest
            }
        }
    } catch {
        // A cut file ends with one; which one is another test's matter.
    }
    #expect(thorough.contradictions.isEmpty)
    return found
}

/// Checks everything, and knows what fixtures do not tell.
let fixtureOptions: BinlogDecoder.Options = {
    var options = BinlogDecoder.Options()
    options.hints = Fixture.hints
    return options
}()

/// Lends a file with `bytes`, and a function that cuts it to fewer.
func withCopy(of bytes: [UInt8], _ body: (_ path: String, _ cut: (Int) throws -> Void) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "cut-\(UUID().uuidString).binlog")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try body(url.path(percentEncoded: false)) { count in try file.truncate(atOffset: UInt64(count)) }
}
