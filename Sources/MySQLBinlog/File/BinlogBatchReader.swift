// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Reads the events of a batch, as a ``BinlogFileReader`` reads those of a file.
///
/// ```swift
/// var reader = BinlogBatchReader(batch)
/// while let event = try reader.next() {
///     if let rows = event.rows { print(event.position, rows.table.database, rows.table.table) }
/// }
/// ```
public struct BinlogBatchReader: ~Copyable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var decoder: BinlogDecoder
    /// Where the event at hand begins in ``bytes``.
    @usableFromInline var start: Int
    /// Where it ends.
    @usableFromInline var end: Int
    private let first: Int
    private let last: Int
    private let position: UInt64

    /// Begins with the first event of a batch.
    public init(_ batch: BinlogBatch) {
        bytes = batch.bytes
        start = batch.start
        end = batch.start
        first = batch.first
        last = batch.end
        position = batch.position
        if let format = batch.format {
            decoder = BinlogDecoder(options: batch.options, continuing: format)
        } else {
            decoder = BinlogDecoder(options: batch.options)
        }
    }

    /// The next event; nil behind the last one of the batch.
    ///
    /// - Throws: ``BinlogError``; reading cannot go on then.
    @inlinable
    @_lifetime(&self)
    public mutating func next() throws(BinlogError) -> BinlogEvent? {
        guard try advance() else { return nil }
        return try decoder.event(bytes.span.extracting(start..<end))
    }

    /// Goes to the next event; false where none is left.
    @usableFromInline
    mutating func advance() throws(BinlogError) -> Bool {
        if decoder.hasInnerEvents, try acceptInner() { return true }
        repeat {
            start = end
            guard start < last else { return false }
            do throws(BinlogError) {
                // Who cut the batch compared the length with the bytes.
                end = start + BinlogFileReader.length(in: bytes, at: start)
                try accept()
            } catch {
                end = last
                throw error
            }
            // Table maps from before tell only how rows are laid out.
        } while start < first
        return true
    }

    @inline(__always)
    private mutating func accept() throws(BinlogError) {
        let ahead = UInt64(max(0, start - first))
        try BinlogFileReader.accept(bytes, start..<end, at: position + ahead, &decoder)
    }

    @inline(never)
    private mutating func acceptInner() throws(BinlogError) -> Bool {
        try BinlogFileReader.acceptInner(bytes, start..<end, &decoder)
    }
}
