// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Where the last file of a log ends within an event: its server writes it still, stopped in the middle, or the copy did.
struct LogCut: Sendable, Hashable {
    /// The file.
    var file: String
    /// Where the event begins of which the rest is missing; everything before it is whole.
    var offset: UInt64
    /// Bytes of that event that are there.
    var present: UInt64
    /// Bytes that it has, by its header; nil where that is cut too.
    var length: UInt32?

    /// Takes what stopped the reading of a file; nil where that is no missing end.
    init?(_ error: BinlogError, in file: String) {
        switch error.kind {
        case .emptyFile: present = 0
        case .truncatedHeader(let count): present = UInt64(clamping: count)
        case .truncatedEvent(let claimed, let count):
            present = UInt64(clamping: count)
            length = claimed
        default: return nil
        }
        self.file = file
        offset = error.position
    }

    /// A file that has no event yet.
    init(empty file: String) {
        self.file = file
        offset = UInt64(BinlogFilePosition.firstEventOffset)
        present = 0
    }
}

/// What a scanner saw, and where the log ended before its time.
struct LogReading<Scanner: LogScanner>: Sendable {
    /// The scanner, which saw the events.
    var scanner: Scanner
    /// Where the last file is cut; nil where it is not, or was not read so far.
    var cut: LogCut?
}
