// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLReplication

/// What came before an event and belongs to it.
struct EventContext {
    /// The file that is read, as the user named it.
    var file = ""
    /// The GTID of the transaction under way; nil where it has none.
    var gtid: TransactionIdentity?
}

/// One way of writing events for people or programs.
protocol EventFormat {
    /// A file begins.
    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) throws(OutputError)

    /// Writes an event; rows that are many are flushed now and then.
    ///
    /// - Returns: how many rows it changed.
    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int

    /// Reading stops early, since something could not be understood.
    mutating func fail()

    /// Everything was written, or reading stopped early.
    mutating func finish(to output: inout OutputStream) throws(FormatError)
}

extension EventFormat {
    mutating func fail() {}
}

/// Why an event could not be written.
enum FormatError: Error {
    /// Output is closed or full.
    case output(OutputError)
    /// The event holds what it must not.
    case event(BinlogError)
    /// The format cannot tell the event without lying.
    case refused(FormatRefusal)
    /// What was held back could not be kept.
    case storage(ReplicationError)
}
