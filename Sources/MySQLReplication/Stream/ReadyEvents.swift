// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// Whole transactions, and what stands between them, on their way to whoever reads the stream.
package enum ReadyEvents {
    /// In the buffer that they came in.
    case batch(EventBatch)
    /// One long transaction, but for its last events.
    case spooled(SpooledGroup)
}

/// A long transaction in an ``EventSpool``.
package final class SpooledGroup {
    /// The events, as they came.
    package let spool: EventSpool
    /// Where the first of them begins in its file.
    package let position: UInt64
    /// The number of that file.
    package let file: Int

    /// Takes a spool with events of one transaction.
    init(_ spool: EventSpool, at position: UInt64, file: Int) {
        self.spool = spool
        self.position = position
        self.file = file
    }
}
