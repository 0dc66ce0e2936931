// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Where following a server ends; transactions are whole, so it is asked between them.
struct StopRule: Sendable {
    /// `--stop-position`: no transaction begins at or behind it in the last file.
    var position: UInt64?
    /// The last log that was named, where several were, or where a position belongs to it.
    var lastFile: String?
    /// `--stop-datetime`, in seconds since 1970 UTC.
    var time: UInt32?
    /// `--stop-gtid`.
    var gtids: ExecutedGTIDs?

    /// Whether the transaction or event that begins here is one too many.
    func excludes(_ event: borrowing BinlogEvent, in file: String) -> Bool {
        if let time, event.header.timestamp >= time, !event.header.type.isUpkeep { return true }
        guard let lastFile, file != lastFile else {
            guard let position, !event.header.type.isUpkeep else { return false }
            return event.position >= position
        }
        return isBehind(file, lastFile)
    }

    /// Whether everything that was waited for has come, so that nothing more need be.
    func isMet(by point: ResumePoint, seen: SeenGTIDs) -> Bool {
        if let position, point.file.file == lastFile, point.file.offset >= position { return true }
        guard let gtids else { return false }
        return seen.covers(gtids, with: point.executed)
    }

    private func isBehind(_ file: String, _ last: String) -> Bool {
        BinlogFilePosition(file: last, offset: 0).precedes(BinlogFilePosition(file: file, offset: 0)) ?? false
    }
}
