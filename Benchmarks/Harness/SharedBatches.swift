// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import Synchronization

/// A file that several tasks read: each takes the next batch when it is done with one.
public final class SharedBatches: Sendable {
    private let batches: Mutex<BinlogBatches>

    /// Opens a file.
    ///
    /// - Throws: `BinlogError` where the system cannot open it.
    public init(path: String) throws(BinlogError) {
        batches = Mutex(try BinlogBatches(path: path))
    }

    /// Fills `batch` with the next events; false where none are left.
    ///
    /// - Throws: `BinlogError` where the file is cut or cannot be read.
    public func next(into batch: inout BinlogBatch) throws(BinlogError) -> Bool {
        try batches.withLock { batches throws(BinlogError) in try batches.next(into: &batch) }
    }
}
