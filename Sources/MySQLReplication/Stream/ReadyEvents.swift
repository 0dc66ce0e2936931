// SPDX-License-Identifier: Apache-2.0

/// Whole transactions, and what stands between them, on their way to whoever reads the stream.
package enum ReadyEvents {
    /// In the buffer that they came in.
    case batch(EventBatch)
    /// The beginning of one long transaction, whose last events follow in batches.
    case spooled(SpooledGroup)
}

/// The beginning of a long transaction, out of memory.
package final class SpooledGroup {
    /// The events, as they came.
    let spool: EventSpool
    /// The number of the file that they stand in.
    let file: Int

    /// Takes a spool with events of one transaction.
    init(_ spool: EventSpool, file: Int) {
        self.spool = spool
        self.file = file
    }

    /// The next events; nil behind the last.
    func next() throws(ReplicationError) -> EventBatch? {
        guard let chunk = try spool.next() else { return nil }
        var batch = EventBatch(chunk.buffer, file: file)
        batch.entries = chunk.entries.map { entry in
            EventBatch.Entry(
                start: UInt32(entry.range.lowerBound),
                byteCount: UInt32(entry.range.count),
                position: entry.position,
                behind: entry.position + UInt64(entry.range.count),
                part: .inside
            )
        }
        batch.end = batch.entries.count
        return batch
    }
}
