// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// Rows that were inserted, updated or deleted in one table.
public struct RowsEvent: ~Escapable {
    /// What was done to the rows.
    public enum Operation: UInt8, Sendable, Hashable {
        /// The rows are new.
        case insert
        /// The rows changed.
        case update
        /// The rows are gone.
        case delete
    }

    /// What the decoder knows of the event, its table too, seen where the decoder keeps it.
    @usableFromInline let accepted: Span<AcceptedEvent>
    /// The event's body.
    @usableFromInline let body: Span<UInt8>
    /// The row images, one behind the other, decompressed.
    public let images: Span<UInt8>

    /// Joins what was read of a rows event.
    @inlinable
    @_lifetime(copy accepted, copy body, copy images)
    init(_ accepted: Span<AcceptedEvent>, body: Span<UInt8>, images: Span<UInt8>) {
        self.accepted = accepted
        self.body = body
        self.images = images
    }

    /// The part of the event in front of the rows.
    @inlinable
    public var head: RowsEventHead {
        @_lifetime(copy self)
        get { RowsEventHead(accepted[0].rowsHead, in: body) }
    }

    /// The table that the rows belong to.
    @inlinable
    public var table: TableMap { accepted[0].table }

    /// What was done to the rows.
    @inlinable
    public var operation: Operation { accepted[0].rowsHead.layout.operation }

    /// Columns that the first image of a row carries: before the change, or of an insert the new row.
    @inlinable
    public var firstColumns: BitmapView {
        @_lifetime(copy self)
        get { head.firstColumns }
    }

    /// Columns that the second image of an update carries, after the change; else those of the first.
    @inlinable
    public var secondColumns: BitmapView {
        @_lifetime(copy self)
        get { head.secondColumns }
    }

    /// Whether an update's second images may hold JSON columns as differences.
    @inlinable
    public var isPartial: Bool { accepted[0].rowsHead.layout.isPartial }

    /// Refuses rows that the table map does not describe, or not well enough to read them.
    func check() throws(BinlogError) {
        let count = Int(accepted[0].rowsHead.columnCount)
        let table = table
        guard count == table.columnCount else {
            throw refusal(.columnCountMismatch(event: count, table: table.columnCount))
        }
        if let index = table.firstUnsupportedColumn {
            throw refusal(.unsupportedColumn(type: table.columns[index].type, index: index))
        }
        try checkOldTemporals()
    }

    /// Adds the place of this event to what was wrong.
    func refusal(_ kind: BinlogError.Kind) -> BinlogError {
        BinlogError(kind, in: accepted[0].header.type, at: accepted[0].position)
    }
}
