// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
package import MySQLClient
import MySQLProtocol
package import MySQLTypes
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
        var batch = EventBatch(packets.buffer, file: fileNumber)
        batch.entries.reserveCapacity(packets.count)
        // How many entries are whole transactions or stand between them.
        var whole = 0
        let bytes = packets.buffer.readableBytesUInt8Span
        var offset = 0
        while let payload = packets.payload(in: bytes, at: &offset) {
            let (range, step) = try scan(payload, in: bytes, isSemiSync: packets.isSemiSync)
            if scanner.hasBrokenOff {
                // Its server was killed while writing it: it was never committed.
                dropOpen()
                batch.entries.removeSubrange(whole...)
            }
            if let part = part(of: step) {
                batch.entries.append(
                    EventBatch.Entry(
                        // Buffers count their bytes in 32 bits.
                        start: UInt32(truncatingIfNeeded: range.lowerBound),
                        byteCount: UInt32(truncatingIfNeeded: range.count),
                        position: scanner.eventPosition,
                        behind: scanner.position,
                        part: part
                    )
                )
                if part != .inside { whole = batch.entries.count }
            }
            guard takeFile() else { continue }
            batch.fileBehind = fileNumber
            keep(batch, whole: whole)
            batch = EventBatch(packets.buffer, file: fileNumber)
            whole = 0
        }
        keep(batch, whole: whole)
        if openBytes > options.heldBytes { try spoolOpen() }
    }

    /// The number of the file that is read.
    private var fileNumber: Int { max(files.count, firstFile) - 1 }

    /// Takes note of the file that the scanner stands in; false where it is the one before.
    private mutating func takeFile() -> Bool {
        let isFirst = files.count < firstFile
        guard isFirst || scanner.header.type == .rotate, isFirst || files.last != scanner.file else { return false }
        files.append(scanner.file)
        return true
    }

    /// Forgets the transaction under way.
    private mutating func dropOpen() {
        open = []
        openBytes = 0
        spooled = nil
    }

    /// Puts the first `whole` entries where they can be handed over, and holds the others.
    private mutating func keep(_ batch: EventBatch, whole: Int) {
        if whole > 0 {
            if let spooled { ready.append(.spooled(spooled)) }
            for batch in open { ready.append(.batch(batch)) }
            dropOpen()
            var head = batch
            head.end = whole
            if whole < batch.entries.count { head.fileBehind = batch.file }
            ready.append(.batch(head))
        }
        guard whole < batch.entries.count else { return }
        let tail = batch.tail(from: whole)
        openBytes += tail.byteCount
        open.append(tail)
    }

    /// Moves the transaction under way out of memory.
    private mutating func spoolOpen() throws(ReplicationError) {
        guard let first = open.first else { return }
        let group: SpooledGroup
        if let spooled {
            group = spooled
        } else {
            let spool = EventSpool(memory: 0, folder: options.folder)
            group = SpooledGroup(spool, file: first.file)
        }
        for batch in open {
            for entry in batch.entries[batch.next..<batch.end] {
                try group.spool.append(batch.buffer.readableBytesUInt8Span.extracting(entry.range), at: entry.position)
            }
        }
        open = []
        openBytes = 0
        spooled = group
    }

    /// Has the scanner take the event in a packet; gives its bytes, counted from the first readable one of the buffer.
    private mutating func scan(
        _ payload: Range<Int>,
        in bytes: Span<UInt8>,
        isSemiSync: Bool
    ) throws(ReplicationError) -> (Range<Int>, TransactionBoundary.Step) {
        guard let head = DumpPacketHead(bytes.extracting(payload), isSemiSync: isSemiSync) else {
            throw ReplicationError(
                .decoding,
                "the source sent a packet that is no event",
                advice: "please report it",
                at: place
            )
        }
        let range = (payload.lowerBound + head.byteCount)..<payload.upperBound
        let step: TransactionBoundary.Step
        do throws(BinlogError) {
            step = try scanner.accept(bytes.extracting(range))
        } catch {
            throw ReplicationError(duringScan: error, at: place)
        }
        if head.wantsReply { acknowledgement = place }
        if idle != nil { idle = nil }
        return (range, step)
    }

    /// What becomes of the event that the scanner took last.
    private mutating func part(of step: TransactionBoundary.Step) -> EventBatch.Part? {
        switch step {
        case .begin, .inside:
            if step == .begin { isSkipping = skipsGroup() }
            return isSkipping ? nil : .inside
        case .alone, .end:
            if step == .alone { isSkipping = skipsGroup() }
            if let group = scanner.group { completed.append(group) }
            defer { isSkipping = false }
            return isSkipping ? .skippedEnd : .end
        case .outside:
            let header = scanner.header
            if header.type == .heartbeat || header.type == .heartbeatV2 {
                if open.isEmpty, spooled == nil { idle = place }
                return nil
            }
            // What the source makes up for this connection says where it stands and nothing else.
            if header.flags.contains(.artificial) { return header.type == .formatDescription ? .silent : nil }
            return isKnown ? .silent : .alone
        }
    }

    /// Whether the transaction is left out whose first event the scanner took last; one that is not ends the leaving out.
    private mutating func skipsGroup() -> Bool {
        switch options.skip {
        case nil: return false
        case .before(let time) where scanner.header.timestamp < time: return true
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
}
