// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
package import MySQLClient
package import MySQLTypes
import MySQLWire
import NIOCore

/// Cuts what a dump sends into whole transactions.
///
/// The transaction under way is held back until its end has come, so that a lost connection never shows half of one: in the
/// buffers it came in, up to a number of bytes, and in a temporary file beyond.
package struct StreamIntake: ~Copyable {
    /// What is left out before the first transaction that is wanted.
    package enum Skip: Sendable, Hashable {
        /// Transactions whose first event is older, in seconds since 1970 UTC.
        case before(UInt32)
        /// What begins before this offset of the first file.
        case offset(UInt64)
    }

    /// How packets are taken.
    package struct Options: Sendable {
        /// Bytes of a transaction under way that stay in memory.
        package var heldBytes = 16 << 20
        /// The folder for longer ones; nil takes the system's.
        package var folder: String?
        /// What is left out at the beginning.
        package var skip: Skip?
        /// Up to where a former connection to the same server has handed over; what stands between transactions before it is
        /// not shown again.
        package var known: BinlogFilePosition?
        /// Whether packets have the two bytes of semi-synchronous replication, where the source sends them.
        package var acknowledges = false
        /// Files that entries of former connections stood in.
        package var files: [String] = []

        /// Leaves nothing out.
        package init() {}
    }

    /// Files by their number in entries; the last is the one being read.
    package private(set) var files: [String]
    /// Where the source stands, as its last heartbeat says; nil where an event came since.
    package private(set) var idle: BinlogFilePosition?
    /// Up to where the source asked for an acknowledgement; nil where it did not.
    package private(set) var acknowledgement: BinlogFilePosition?

    private var scanner: BoundaryScanner
    private var options: Options
    private var ready: [ReadyEvents] = []
    private var completed: [EventGroup] = []
    /// What holds the transaction under way, behind ``spooled``.
    private var open: [EventBatch] = []
    private var openBytes = 0
    private var spooled: SpooledGroup?
    private var isSkipping = false
    /// How many files there are while the first of this connection is read.
    private let firstFile: Int

    /// Begins where the scanner stands.
    package init(_ scanner: consuming BoundaryScanner, options: Options) {
        self.scanner = scanner
        self.options = options
        files = options.files
        firstFile = options.files.count + 1
    }

    /// Where the scanner stands.
    package var place: BinlogFilePosition { BinlogFilePosition(file: scanner.file, offset: scanner.position) }

    /// Whether there is something to hand over.
    package var hasReady: Bool { !ready.isEmpty }

    /// What is ready, oldest first, with the groups in it; the intake has none of it afterwards.
    package mutating func takeReady() -> (events: [ReadyEvents], completed: [EventGroup]) {
        let taken = (ready, completed)
        ready = []
        completed = []
        return taken
    }

    /// Takes packets of the dump, in their order.
    ///
    /// - Throws: ``ReplicationError``; the connection cannot be used then, and nothing of the transaction under way counts.
    package mutating func add(_ packets: PacketBatch) throws(ReplicationError) {
        var batch = EventBatch(packets.buffer)
        // How many entries are whole transactions or stand between them.
        var whole = 0
        var offset = 0
        while let payload = packets.payload(at: &offset) {
            guard let entry = try entry(for: payload, in: packets.buffer) else { continue }
            if scanner.boundary.hasBrokenOff {
                // Its server was killed while writing it: it was never committed.
                dropOpen()
                batch.entries.removeSubrange(whole...)
            }
            batch.entries.append(entry)
            if entry.part != .inside { whole = batch.entries.count }
        }
        keep(batch, whole: whole)
        if openBytes > options.heldBytes { try spoolOpen() }
    }

    /// Forgets the transaction under way.
    private mutating func dropOpen() {
        open = []
        openBytes = 0
        spooled = nil
    }

    /// Puts the first `whole` entries where they can be handed over, and holds the others.
    private mutating func keep(_ batch: EventBatch, whole: Int) {
        var tail = batch
        if whole > 0 {
            if let spooled { ready.append(.spooled(spooled)) }
            for batch in open { ready.append(.batch(batch)) }
            dropOpen()
            var head = batch
            head.entries.removeSubrange(whole...)
            ready.append(.batch(head))
            tail.entries.removeSubrange(..<whole)
        }
        guard !tail.entries.isEmpty else { return }
        openBytes += tail.buffer.readableBytes
        open.append(tail)
    }

    /// Moves the transaction under way out of memory.
    private mutating func spoolOpen() throws(ReplicationError) {
        guard let first = open.first?.entries.first else { return }
        let group: SpooledGroup
        if let spooled {
            group = spooled
        } else {
            let spool = EventSpool(memory: 0, folder: options.folder)
            group = SpooledGroup(spool, file: first.file)
        }
        for batch in open {
            for entry in batch.entries {
                try group.spool.append(batch.buffer.readableBytesUInt8Span.extracting(entry.range), at: entry.position)
            }
        }
        open = []
        openBytes = 0
        spooled = group
    }

    /// What becomes of an event; nil where it is of no use to those behind us.
    private mutating func entry(
        for payload: Range<Int>,
        in buffer: ByteBuffer
    ) throws(ReplicationError) -> EventBatch.Entry? {
        let bytes = buffer.readableBytesUInt8Span
        let (range, asks) = try event(in: payload, of: bytes)
        let file = files.count - 1
        let step: TransactionBoundary.Step
        let header: EventHeader
        do throws(BinlogError) {
            step = try scanner.accept(bytes.extracting(range))
            header = try StreamIntake.header(of: bytes.extracting(range), at: scanner.eventPosition)
        } catch {
            throw ReplicationError(duringScan: error, at: place)
        }
        if asks { acknowledgement = place }
        if files.count < firstFile || files.last != scanner.file { files.append(scanner.file) }
        idle = nil
        guard let part = part(of: step, header) else { return nil }
        return EventBatch.Entry(
            range: range,
            position: scanner.eventPosition,
            file: max(file, firstFile - 1),
            behind: scanner.position,
            fileBehind: files.count - 1,
            part: part
        )
    }

    private static func header(of event: Span<UInt8>, at position: UInt64) throws(BinlogError) -> EventHeader {
        var reader = WireReader(event)
        do throws(WireError) {
            return try EventHeader(from: &reader)
        } catch {
            throw BinlogError(.truncatedHeader(present: event.count), at: position)
        }
    }

    /// What becomes of the event that the scanner took last.
    private mutating func part(of step: TransactionBoundary.Step, _ header: EventHeader) -> EventBatch.Part? {
        switch step {
        case .begin, .inside:
            if step == .begin { isSkipping = skips(header) }
            return isSkipping ? nil : .inside
        case .alone, .end:
            if step == .alone { isSkipping = skips(header) }
            if let group = scanner.group { completed.append(group) }
            defer { isSkipping = false }
            return isSkipping ? .skippedEnd : .end
        case .outside:
            if header.type == .heartbeat || header.type == .heartbeatV2 {
                if open.isEmpty, spooled == nil { idle = place }
                return nil
            }
            // What the source makes up for this connection says where it stands and nothing else.
            if header.flags.contains(.artificial) { return header.type == .formatDescription ? .silent : nil }
            return isKnown ? .silent : .alone
        }
    }

    /// Whether a transaction with this first event is left out; one that is not ends the leaving out.
    private mutating func skips(_ header: EventHeader) -> Bool {
        switch options.skip {
        case nil: return false
        case .before(let time) where header.timestamp < time: return true
        case .offset(let offset) where files.count == firstFile && scanner.eventPosition < offset: return true
        case .before, .offset:
            options.skip = nil
            return false
        }
    }

    /// Whether a former connection handed over what stands here.
    private var isKnown: Bool {
        guard let known = options.known else { return false }
        return scanner.file == known.file ? scanner.position <= known.offset : place.precedes(known) == true
    }

    /// The event in a packet, and whether the source wants to hear that it has come.
    private func event(
        in payload: Range<Int>,
        of bytes: Span<UInt8>
    ) throws(ReplicationError) -> (range: Range<Int>, asks: Bool) {
        var start = payload.lowerBound
        guard payload.count > 1, bytes[start] == 0 else {
            throw ReplicationError(
                .decoding,
                "the source sent a packet that is no event",
                advice: "please report it",
                at: place
            )
        }
        start += 1
        guard options.acknowledges, payload.count > 3, bytes[start] == SemiSyncLayout.magic else {
            return (start..<payload.upperBound, false)
        }
        return ((start + 2)..<payload.upperBound, bytes[start + 1] & 1 != 0)
    }
}

/// What stands before an event where replication is semi-synchronous.
///
/// Source: MySQL 9.7, `plugin/semisync/semisync.h`, `kPacketMagicNum`.
private enum SemiSyncLayout {
    static let magic: UInt8 = 0xef
}
