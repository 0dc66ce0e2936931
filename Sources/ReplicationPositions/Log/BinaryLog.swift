// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// A binary log that can be read: a live server's, or one that lies in files.
protocol BinaryLog: Sendable {
    /// Its files, oldest first.
    var index: BinaryLogIndex { get }

    /// Shows a scanner the events from the first one of a file on, until it has seen enough or the log ends.
    ///
    /// The log ends, too, where its last file is cut.
    ///
    /// - Throws: `ReplicationError` where the log cannot be read.
    func read<Scanner: LogScanner>(
        from file: String,
        _ scanner: Scanner
    ) async throws(ReplicationError) -> LogReading<Scanner>
}

/// Learns something from the events of a log, which come in order.
protocol LogScanner: Sendable {
    /// Whether nothing more can be learnt.
    var isOver: Bool { get }

    /// Takes the next event, which stands in `file`; those inside a payload follow it.
    mutating func accept(_ event: borrowing BinlogEvent, file: String)
}

extension BinaryLog {
    /// What a file begins with; nil where it is cut before that.
    ///
    /// - Throws: `ReplicationError`, also where it has no format description.
    func head(of file: String) async throws(ReplicationError) -> LogFileHead? {
        let reading = try await read(from: file, LogFileHeadScanner(file))
        if let head = reading.scanner.head { return head }
        guard reading.cut == nil else { return nil }
        throw ReplicationError(.decoding, "the file has no format description", at: BinlogFilePosition(file: file))
    }

    /// The last file of which something is true that is true of all files before it; the first one where it is true of none.
    ///
    /// Half of the files that are left fall away with each that is looked at.
    func lastFile(
        where isTrue: (LogFileHead) -> Bool
    ) async throws(ReplicationError) -> LogFileHead? {
        guard let first = index.files.first, var found = try await head(of: first.name) else { return nil }
        var low = 0
        var high = index.files.count
        while high - low > 1 {
            let middle = low + (high - low) / 2
            let head = try await head(of: index.files[middle].name)
            if let head, isTrue(head) {
                low = middle
                found = head
            } else {
                high = middle
            }
        }
        return found
    }
}
