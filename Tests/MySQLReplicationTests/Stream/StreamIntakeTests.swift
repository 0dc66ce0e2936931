// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import NIOCore
import Testing

@Suite struct StreamIntakeTests {
    /// What came out: the bytes of every event that was handed over, and where each group ended.
    private struct Outcome {
        var events: [[UInt8]] = []
        var ends: [BinlogFilePosition] = []
        var gtids: [String] = []
        var progress: StreamProgress
    }

    private static let source = SourceIdentity(isMariaDB: false, uuid: nil, serverID: 1)

    private func run(
        _ log: DumpedLog,
        _ events: [[UInt8]],
        options: StreamIntake.Options = .init(),
        decoder: BinlogDecoder.Options = .init(),
        executed: ExecutedGTIDs? = nil,
        isSemiSync: Bool = false,
        sizes: () -> Int
    ) throws -> Outcome {
        var intake = StreamIntake(log.scanner, options: options)
        var cursor = EventCursor(decoder)
        let start = ResumePoint(source: Self.source, file: BinlogFilePosition(file: "", offset: 4), executed: executed)
        var outcome = Outcome(progress: StreamProgress(start))
        for batch in DumpedLog.batches(events, isSemiSync: isSemiSync, sizes: sizes) {
            try intake.add(batch)
            guard intake.hasReady else { continue }
            let (ready, completed) = intake.takeReady()
            outcome.gtids += completed.map { $0.gtid?.description ?? "" }
            cursor.load(ready, completed, files: intake.files)
            var before = outcome.progress.resumePoint.file
            while try cursor.advance(&outcome.progress) {
                let event = try cursor.event()
                if !event.isInner { outcome.events.append([UInt8](copying: event.bytes)) }
                let place = outcome.progress.resumePoint.file
                if place != before { outcome.ends.append(place) }
                before = place
            }
            cursor.settle(&outcome.progress)
            let isUsedUp = cursor.isUsedUp
            #expect(isUsedUp)
        }
        return outcome
    }

    private static let decoder: BinlogDecoder.Options = {
        var options = BinlogDecoder.Options()
        options.hints = Fixture.hints
        return options
    }()

    @Test(arguments: Fixture.all)
    func `every event of a file comes once and in order, however the socket cuts them`(_ fixture: Fixture) throws {
        let log = try DumpedLog(try fixture.bytes())
        let whole = try run(log, [log.rotation()] + log.events, decoder: Self.decoder) { 1000 }
        let isWhole = whole.events == log.events
        #expect(isWhole)
        for seed in 1...4 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let cut = try run(log, [log.rotation()] + log.events, decoder: Self.decoder) {
                Int.random(in: 1...4, using: &random)
            }
            let isSame = cut.events == log.events
            #expect(isSame, "seed \(seed)")
            #expect(cut.progress.resumePoint == whole.progress.resumePoint, "seed \(seed)")
            #expect(cut.gtids == whole.gtids, "seed \(seed)")
        }
    }

    @Test(arguments: Fixture.all)
    func `transactions that do not fit in memory come out of a file unchanged`(_ fixture: Fixture) throws {
        let log = try DumpedLog(try fixture.bytes())
        var options = StreamIntake.Options()
        options.heldBytes = 100
        let outcome = try run(log, [log.rotation()] + log.events, options: options, decoder: Self.decoder) { 1 }
        let isWhole = outcome.events == log.events
        #expect(isWhole)
    }

    @Test(arguments: Fixture.all)
    func `HC-105 a stream that is cut anywhere and goes on at its resume point shows each event once`(
        _ fixture: Fixture
    ) throws {
        let log = try DumpedLog(try fixture.bytes())
        for cut in 1..<log.events.count {
            let head = [log.rotation()] + log.events[..<cut]
            let first = try run(log, head, decoder: Self.decoder) { 3 }
            let point = first.progress.resumePoint.file
            // A source sends the format description again, wherever reading begins.
            var position: UInt64 = 4
            var rest: [[UInt8]] = []
            for event in log.events {
                if position >= point.offset { rest.append(event) }
                position += UInt64(event.count)
            }
            var options = StreamIntake.Options()
            options.known = point
            var again = [log.rotation(at: max(point.offset, 4))]
            if point.offset > 4 { again.append(log.events[0]) }
            let second = try run(log, again + rest, options: options, decoder: Self.decoder) { 2 }
            let isWhole = first.events + second.events == log.events
            #expect(isWhole, "cut behind event \(cut)")
        }
    }

    @Test func `heartbeats say how far all was handed over, unless a transaction is under way`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        var intake = StreamIntake(log.scanner, options: .init())
        let size = log.withoutRotation.reduce(4) { $0 + $1.count }
        var seen: [BinlogFilePosition?] = []
        for batch in DumpedLog.batches(
            [log.rotation()] + log.withoutRotation + [log.heartbeat(at: UInt64(size))],
            sizes: { 1 }
        ) {
            try intake.add(batch)
            seen.append(intake.idle)
        }
        #expect(seen.last == BinlogFilePosition(file: DumpedLog.file, offset: UInt64(size)))
        #expect(seen.dropLast().allSatisfy { $0 == nil })
    }

    @Test func `a heartbeat that names another place is an error that a new connection mends`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        for heartbeat in [log.heartbeat(in: "binlog.000008", at: 4), log.heartbeat(at: 5)] {
            var intake = StreamIntake(log.scanner, options: .init())
            for batch in DumpedLog.batches([log.rotation()] + log.withoutRotation, sizes: { 100 }) {
                try intake.add(batch)
            }
            let batch = try #require(DumpedLog.batches([heartbeat], sizes: { 1 }).first)
            let error = #expect(throws: ReplicationError.self) { try intake.add(batch) }
            #expect(error?.isRetryable == true)
        }
    }

    @Test func `HC-099 a GTID counts where its transaction ends and was used`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        var counts: [UInt64] = []
        for cut in 1...log.events.count {
            let outcome = try run(log, [log.rotation()] + log.events[..<cut], executed: .mysql(GTIDSet())) { 100 }
            guard case .mysql(let set)? = outcome.progress.resumePoint.executed else { continue }
            counts.append(set.transactionCount)
        }
        let groups = log.events.count { $0[4] == EventType.gtid.rawValue || $0[4] == EventType.taggedGTID.rawValue }
        // What came before the file counts from its second event on.
        #expect(counts.last.map { $0 - counts[1] } == UInt64(groups))
        for (index, event) in log.events.enumerated() where event[4] == EventType.gtid.rawValue && index > 0 {
            // With the GTID event alone nothing counts more than before it.
            #expect(counts[index] == counts[index - 1])
        }
    }

    @Test func `transactions before a moment are left out and count as executed`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        var options = StreamIntake.Options()
        options.skip = .before(.max)
        let outcome = try run(log, [log.rotation()] + log.events, options: options, executed: .mysql(GTIDSet())) { 5 }
        let all = try run(log, [log.rotation()] + log.events, executed: .mysql(GTIDSet())) { 5 }
        #expect(outcome.events.count < 4)
        #expect(outcome.progress.resumePoint == all.progress.resumePoint)
    }

    @Test func `a packet that is no event is an error`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        var intake = StreamIntake(log.scanner, options: .init())
        let batch = PacketBatch(frames: .init(bytes: [2, 0, 0, 0, 7, 7]), count: 1)
        let error = #expect(throws: ReplicationError.self) { try intake.add(batch) }
        #expect(error?.code == .decoding)
    }

    @Test func `HC-083 of semi-synchronous packets two bytes are not the event's, and of others none`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        let events = [log.rotation()] + log.events
        let plain = try run(log, events) { 3 }
        let marked = try run(log, events, isSemiSync: true) { 3 }
        let isSame = marked.events == plain.events
        #expect(isSame)
        #expect(marked.progress.resumePoint == plain.progress.resumePoint)
        var intake = StreamIntake(log.scanner, options: .init())
        let batch = try #require(DumpedLog.batches([log.rotation()], sizes: { 1 }).first)
        let wrong = PacketBatch(frames: batch.buffer, count: 1, isSemiSync: true)
        let error = #expect(throws: ReplicationError.self) { try intake.add(wrong) }
        #expect(error?.code == .decoding)
    }

    @Test func `HC-083 where the source asks for an acknowledgement, the place behind the event is noted`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        var intake = StreamIntake(log.scanner, options: .init())
        for (index, batch) in DumpedLog.batches(
            [log.rotation()] + log.withoutRotation,
            isSemiSync: true,
            sizes: { 1 }
        ).enumerated() {
            try intake.add(batch)
            // Those that `batches` marks.
            #expect((intake.acknowledgement == nil) == (index < DumpedLog.askingInterval - 1))
            if index % DumpedLog.askingInterval == DumpedLog.askingInterval - 1 {
                #expect(intake.acknowledgement == intake.place)
            }
        }
    }

    @Test func `HC-105 a transaction that its server never ended is dropped where the next file begins`() throws {
        let log = try DumpedLog(try #require(Fixture.named("mysql-9.7-shop")).bytes())
        let whole = try run(log, [log.rotation()] + log.withoutRotation) { 4 }
        let begin = try #require(log.events.firstIndex { $0[4] == EventType.tableMap.rawValue }) - 2
        // GTID, BEGIN and a table map; then the head of the file behind it.
        let broken = log.events[begin...(begin + 2)]
        let next = [log.rotation(to: "binlog.000002"), log.events[0]]
        for size in [1, 2, 1000] {
            let outcome = try run(log, [log.rotation()] + log.withoutRotation + broken + next) { size }
            let isSame = outcome.events.prefix(whole.events.count) == whole.events[...]
            #expect(isSame)
            #expect(outcome.events.count <= whole.events.count + 1)
            #expect(outcome.gtids == whole.gtids)
        }
    }
}
