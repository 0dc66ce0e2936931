// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import NIOCore

/// Hands over the events of a held group, but for those that are void.
struct HeldGroupPlayer: ~Copyable {
    private var group: HeldGroup?
    private var decoder = BinlogDecoder()
    private var buffer = ByteBuffer()
    private var entries: [EventSpool.Chunk.Entry] = []
    private var next = 0
    private var number = 0
    private var range = 0..<0

    /// Has nothing to hand over.
    init() {}

    init(_ group: HeldGroup, options: BinlogDecoder.Options) throws(ReplicationError) {
        self.group = group
        decoder = BinlogDecoder(options: options, continuing: group.format)
        try group.spool.rewind()
    }

    /// Goes to the next event; false behind the last.
    mutating func advance() throws(ReplicationError) -> Bool {
        if decoder.hasInnerEvents, try acceptInner() { return true }
        while true {
            while next == entries.count {
                guard let more = try group?.spool.next() else { return false }
                buffer = more.buffer
                entries = more.entries
                next = 0
            }
            let entry = entries[next]
            next += 1
            range = entry.range
            number += 1
            // Void events are read too, for the table maps that may stand among them.
            try accept(at: entry.position)
            if group?.isVoid(number - 1) == false { return true }
            decoder.endInnerEvents()
        }
    }

    private mutating func accept(at position: UInt64) throws(ReplicationError) {
        let buffer = buffer
        do throws(BinlogError) {
            try decoder.accept(buffer.readableBytesUInt8Span.extracting(range), at: position)
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
    }

    private mutating func acceptInner() throws(ReplicationError) -> Bool {
        let buffer = buffer
        do throws(BinlogError) {
            return try decoder.acceptInner(buffer.readableBytesUInt8Span.extracting(range))
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
    }

    /// The event at hand.
    @_lifetime(&self)
    mutating func event() throws(ReplicationError) -> BinlogEvent {
        do throws(BinlogError) {
            return try decoder.event(buffer.readableBytesUInt8Span.extracting(range))
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
    }
}
