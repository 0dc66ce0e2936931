// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Events in one buffer, with where each of them stands.
package struct EventBatch {
    /// Where an event lies in the buffer and in the source's log.
    package struct Entry {
        /// Where the event's bytes begin, counted from the first readable byte of the buffer.
        package var start: UInt32
        /// How many bytes it has.
        package var byteCount: UInt32
        /// Where the event begins in its file.
        package var position: UInt64
        /// Where what follows it begins in its file.
        package var behind: UInt64
        /// What becomes of it.
        package var part: Part

        /// The event's bytes, counted from the first readable byte of the buffer.
        package var range: Range<Int> { Int(start)..<(Int(start) + Int(byteCount)) }
    }

    /// What an event is to the one who reads the stream.
    package enum Part: Sendable {
        /// It stands alone, outside of transactions.
        case alone
        /// It only tells the decoder how to read: it was handed over before, or is the connection's own.
        case silent
        /// It belongs to a transaction and does not end it.
        case inside
        /// It ends a transaction.
        case end
        /// It ends a transaction from before the place to begin at.
        case skippedEnd
    }

    /// The bytes.
    package var buffer: ByteBuffer
    /// The events, in their order.
    package var entries: [Entry] = []
    /// Which entry is the next.
    package var next = 0
    /// Behind which entry this batch ends; those that follow are another one's.
    package var end = 0
    /// Which of the stream's files the events stand in.
    package var file: Int
    /// Which of the stream's files what follows the last of them stands in.
    package var fileBehind: Int

    /// A batch without events yet, of which all stand in one file.
    package init(_ buffer: ByteBuffer = ByteBuffer(), file: Int = 0) {
        self.buffer = buffer
        self.file = file
        fileBehind = file
    }

    /// The events from `first` on, by themselves.
    ///
    /// They keep the buffer only where they fill most of it, since it is as large as a read may be: else their bytes are
    /// copied, so that few bytes never hold much memory.
    package func tail(from first: Int) -> EventBatch {
        var tail = self
        tail.next = first
        tail.end = entries.count
        guard first < entries.count else { return tail }
        let start = Int(entries[first].start)
        let count = buffer.readableBytes - start
        guard count < buffer.storageCapacity / 2 else { return tail }
        tail.next = 0
        tail.end -= first
        tail.buffer = ByteBufferAllocator().buffer(capacity: count)
        tail.buffer.writeImmutableBuffer(
            buffer.getSlice(at: buffer.readerIndex + start, length: count) ?? ByteBuffer()
        )
        tail.entries = entries[first...].map { entry in
            var entry = entry
            entry.start -= UInt32(truncatingIfNeeded: start)
            return entry
        }
        return tail
    }

    /// Bytes of memory that the batch holds.
    package var byteCount: Int {
        buffer.storageCapacity + entries.capacity * MemoryLayout<Entry>.stride
    }

    /// Whether every event was taken.
    package var isUsedUp: Bool { next == end }
}
