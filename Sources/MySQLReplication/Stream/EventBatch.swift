// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Events in one buffer, with where each of them stands.
package struct EventBatch {
    /// Where an event lies in the buffer and in the source's log.
    package struct Entry {
        /// The event's bytes, counted from the first readable byte of the buffer.
        package var range: Range<Int>
        /// Where the event begins in its file.
        package var position: UInt64
        /// Which of the stream's files it stands in.
        package var file: Int
        /// Where what follows it begins in its file.
        package var behind: UInt64
        /// Which of the stream's files what follows stands in.
        package var fileBehind: Int
        /// What becomes of it.
        package var part: Part
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

    /// A batch without events yet.
    package init(_ buffer: ByteBuffer = ByteBuffer()) {
        self.buffer = buffer
    }

    /// Whether every event was taken.
    package var isUsedUp: Bool { next == entries.count }
}
