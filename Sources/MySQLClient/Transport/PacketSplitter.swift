// SPDX-License-Identifier: Apache-2.0

package import MySQLProtocol
package import NIOCore

/// Cuts what a socket delivers into batches of whole packets; only a packet that straddles two reads is copied.
package struct PacketSplitter {
    /// When the numbers of packets are looked at.
    package enum Turn: Sendable, Hashable {
        /// Nothing was asked: what a server says now, it says on its own, with whatever number.
        case idle
        /// The answer to a command, or a step of connecting.
        case answer
        /// The events of a dump: numbers restart at 1 behind an event that asks for an acknowledgement, which only one that
        /// was asked for with `acknowledges` can.
        case dump(acknowledges: Bool)
    }

    private var framing: PacketFraming
    private var turn = Turn.answer
    /// Whether frames are compressed, inside which servers number packets as they like.
    private var isCompressed = false
    /// Whether the events of the dump have the two bytes of semi-synchronous replication; nil before the first.
    private var isSemiSync: Bool?
    /// Whether the last event asked for an acknowledgement.
    private var mayRestart = false
    /// The content so far of a packet that is not whole.
    private var partial: ByteBuffer?

    /// Begins with number 0.
    package init(maximumPacketSize: Int) {
        framing = PacketFraming(maximumPayload: maximumPacketSize)
    }

    /// Whether the last byte received was not the last one of a packet.
    package var isMidPacket: Bool { !framing.isBetweenPackets }

    /// The number of the next packet, of either side.
    package var sequence: UInt8 { framing.sequence.next }

    /// Ends the small limit of connecting.
    package mutating func authenticated(maximumPacketSize: Int, isCompressed: Bool) {
        framing.maximumPayload = maximumPacketSize
        self.isCompressed = isCompressed
    }

    /// Tells that packets were sent, before one with the number `sequence`, and what is expected to come.
    package mutating func sent(next sequence: UInt8, turn: Turn) {
        framing.sequence.reset()
        framing.sequence.next = sequence
        self.turn = turn
        isSemiSync = nil
        framing.sequence.areChecked = turn != .idle && !isCompressed
    }

    /// Tells that nothing is asked any more.
    package mutating func becameIdle() {
        turn = .idle
        framing.sequence.areChecked = false
    }

    /// Tells that an acknowledgement was sent: one packet to come may bear the number 1.
    package mutating func acknowledged() { framing.sequence.permitRestart() }

    /// Cuts `bytes`, which follow what was given before.
    ///
    /// - Parameters:
    ///   - bytes: what was received.
    ///   - deliver: is given each run of packets.
    /// - Throws: a violation behind which nothing can be read.
    package mutating func split(_ bytes: ByteBuffer, deliver: (PacketBatch) -> Void) throws(ProtocolViolation) {
        let span = bytes.readableBytesUInt8Span
        var cursor = 0
        while true {
            let start = cursor
            var run = PacketFraming.Run()
            var violation: ProtocolViolation?
            do throws(ProtocolViolation) {
                try framing.takeWholePackets(in: span, from: &cursor, into: &run)
            } catch {
                violation = error
            }
            if run.count > 0 { hand(over: run, from: start, of: bytes, deliver) }
            if let violation {
                try forgive(violation, first: cursor + 4 < span.count ? span[cursor + 4] : nil)
                continue
            }
            guard try piece(of: bytes, from: &cursor, deliver: deliver) else { return }
        }
    }

    /// Takes what is no run of whole packets; false where the bytes are used up.
    private mutating func piece(
        of bytes: ByteBuffer,
        from cursor: inout Int,
        deliver: (PacketBatch) -> Void
    ) throws(ProtocolViolation) -> Bool {
        let span = bytes.readableBytesUInt8Span
        let piece: PacketFraming.Piece
        do throws(ProtocolViolation) {
            piece = try framing.next(in: span, from: &cursor)
        } catch {
            try forgive(error, first: cursor < span.count ? span[cursor] : nil)
            return true
        }
        switch piece {
        case .needsMore:
            return false
        case .packet(let range):
            hand(over: PacketSplitter.slice(bytes, range), deliver)
        case .fragment(let range, let isLast):
            // Room grows with what has come, never by what a header says.
            var content = partial ?? ByteBufferAllocator().buffer(capacity: range.count)
            partial = nil
            var part = PacketSplitter.slice(bytes, range)
            content.writeBuffer(&part)
            if isLast {
                hand(over: content, deliver)
            } else {
                partial = content
            }
        }
        return true
    }

    /// Lets a packet pass that comes out of turn for a reason, or throws.
    private mutating func forgive(_ violation: ProtocolViolation, first: UInt8?) throws(ProtocolViolation) {
        guard case .outOfOrder(_, let found) = violation.kind else { throw violation }
        if mayRestart, found == 1 {
            framing.sequence.next = 1
            mayRestart = false
        } else if turn == .answer, first == 0xff {
            // An error that the server sent on its own, about when the command came: an idle timeout, a kill.
            framing.sequence.next = found
        } else {
            throw violation
        }
    }

    /// Hands over packets that end where the framing stands; one that ends a dump comes alone.
    private mutating func hand(
        over run: PacketFraming.Run,
        from start: Int,
        of bytes: ByteBuffer,
        _ deliver: (PacketBatch) -> Void
    ) {
        let span = bytes.readableBytesUInt8Span
        noteBeginning(with: span.extracting(run.first))
        var count = run.count
        var begin = start
        if case .dump = turn, count > 1, run.last.isEmpty || span[run.last.lowerBound] != 0 {
            begin = run.last.lowerBound - PacketHeader.size
            count -= 1
            deliver(
                PacketBatch(frames: PacketSplitter.slice(bytes, start..<begin), count: count, isSemiSync: hasMarks)
            )
            count = 1
        }
        deliver(
            PacketBatch(
                frames: PacketSplitter.slice(bytes, begin..<run.last.upperBound),
                count: count,
                isSemiSync: hasMarks
            )
        )
        noteEnd(of: span.extracting(run.last))
    }

    /// Hands over one packet that was put together.
    private mutating func hand(over payload: ByteBuffer, _ deliver: (PacketBatch) -> Void) {
        let span = payload.readableBytesUInt8Span
        noteBeginning(with: span)
        deliver(PacketBatch(joined: payload, isSemiSync: hasMarks))
        noteEnd(of: span)
    }

    private var hasMarks: Bool { isSemiSync == true }

    /// Finds out from the first packet of a dump how the others are read.
    private mutating func noteBeginning(with payload: Span<UInt8>) {
        guard isSemiSync == nil, case .dump(let acknowledges) = turn else { return }
        isSemiSync = acknowledges && DumpPacket.isSemiSync(firstPacket: payload)
    }

    private mutating func noteEnd(of payload: Span<UInt8>) {
        mayRestart = hasMarks && DumpPacketHead(payload, isSemiSync: true)?.wantsReply == true
    }

    private static func slice(_ bytes: ByteBuffer, _ range: Range<Int>) -> ByteBuffer {
        bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
    }
}
