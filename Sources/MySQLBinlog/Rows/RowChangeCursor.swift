// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A row that was inserted, updated or deleted, seen in place.
public struct RowChange: ~Escapable {
    /// The row before it changed or went; nil for an insert.
    public let before: RowImage?
    /// The row after it changed or came; nil for a delete.
    public let after: RowImage?

    @_lifetime(copy before, copy after)
    init(before: consuming RowImage?, after: consuming RowImage?) {
        self.before = before
        self.after = after
    }
}

/// Walks the changed rows of an event; values are decoded as they are asked for.
public struct RowChangeCursor: ~Escapable {
    private let event: RowsEvent
    private var reader: WireReader

    @_lifetime(copy event)
    init(_ event: borrowing RowsEvent) {
        self.event = copy event
        reader = WireReader(event.images)
    }

    /// The next changed row; nil behind the last.
    ///
    /// - Throws: ``BinlogError`` where the row does not end within the event.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() throws(BinlogError) -> RowChange? {
        guard !reader.isAtEnd else { return nil }
        let start = reader.offset
        let first = try image(event.firstColumns, isPartial: false)
        let second =
            event.operation == .update ? try image(event.secondColumns, isPartial: event.isPartial) : nil
        // A row without a byte would repeat for ever.
        guard reader.offset > start else {
            throw event.valueError(WireError(.trailing(count: reader.remaining), at: start), column: 0)
        }
        switch event.operation {
        case .insert: return RowChange(before: nil, after: first)
        case .delete: return RowChange(before: first, after: nil)
        case .update: return RowChange(before: first, after: second)
        }
    }

    @_lifetime(copy self, copy columns)
    @_lifetime(self: copy self)
    private mutating func image(_ columns: BitmapView, isPartial: Bool) throws(BinlogError) -> RowImage {
        let start = reader.offset
        let accepted = event.accepted
        let layouts = accepted[0].layouts.span
        var column = 0
        do throws(WireError) {
            if isPartial || layouts.count > 64 {
                try skipAny(columns, isPartial: isPartial, &column)
            } else {
                // Bitmaps of at most 64 columns fit in a word.
                var present = columns.word
                var nulls = try reader.littleEndian(width: BitmapView.byteCount(present.nonzeroBitCount))
                while present != 0 {
                    let step = present.trailingZeroBitCount
                    column &+= step
                    if nulls & 1 == 0 { try reader.skipCell(layouts[column]) }
                    nulls >>= 1
                    // Two shifts, since the number of bits may be 64.
                    present = (present >> UInt64(step)) >> 1
                    column &+= 1
                }
            }
        } catch {
            throw event.valueError(error, column: column)
        }
        return RowImage(
            event.accepted,
            columns: columns,
            bytes: reader.consumed(from: start),
            isPartial: isPartial,
            offset: start
        )
    }
}

extension RowChangeCursor {
    /// Steps over an image of any width, with or without differences; `column` tells where it stands when it throws.
    @_lifetime(self: copy self)
    private mutating func skipAny(
        _ columns: borrowing BitmapView,
        isPartial: Bool,
        _ column: inout Int
    ) throws(WireError) {
        let accepted = event.accepted
        let layouts = accepted[0].layouts.span
        let head = try RowImageHead(
            from: &reader,
            columns: columns,
            jsonColumns: accepted[0].table.jsonColumnCount,
            isPartial: isPartial
        )
        var ordinal = 0
        var json = 0
        while column < layouts.count {
            let layout = layouts[column]
            if columns[column] {
                if !head.nulls[ordinal] {
                    if isPartial, layout.kind == .json, head.isDifference(json) {
                        _ = try reader.lengthPrefixedSpan(width: 4)
                    } else {
                        try reader.skipCell(layout)
                    }
                }
                ordinal += 1
            }
            if layout.kind == .json { json += 1 }
            column += 1
        }
    }
}

extension RowsEvent {
    /// The changed rows, decoded as they are asked for.
    ///
    /// Complexity: O(1); nothing is decoded or copied here.
    public var changes: RowChangeCursor {
        @_lifetime(copy self)
        get { RowChangeCursor(self) }
    }
}
