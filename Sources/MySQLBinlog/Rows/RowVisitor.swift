// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// Which of a row's images is looked at.
@frozen
public enum RowImageKind: Sendable, Hashable {
    /// The row before it changed or went.
    case before
    /// The row after it changed or came.
    case after
}

/// Receives every value of a rows event in one pass: the fastest way to read rows.
///
/// An insert has an after image, a delete a before image, an update one of each, in this order. Columns that an image does
/// not carry are not handed over.
public protocol RowVisitor: ~Copyable {
    /// An image begins.
    mutating func beginImage(_ kind: RowImageKind)
    /// A value of the image; `column` counts from 0 in the order of ``TableMap/columns``.
    mutating func visit(_ cell: borrowing CellView, column: Int)
    /// The image ends.
    mutating func endImage(_ kind: RowImageKind)
}

extension RowsEvent {
    /// Hands every value to `visitor`.
    ///
    /// Complexity: one pass over the bytes, without heap allocation.
    ///
    /// - Throws: ``BinlogError`` at the first value that is not laid out as its column's type; what came before it was handed
    ///   over.
    @inlinable
    public func visit<Visitor: RowVisitor & ~Copyable>(_ visitor: inout Visitor) throws(BinlogError) {
        // Bitmaps of at most 64 columns fit in a word; other rows, and those that may hold differences, take the longer way.
        let layouts = accepted[0].layouts.span
        guard layouts.count <= 64, !isPartial else { return try visitAny(&visitor) }
        var reader = WireReader(images)
        let operation = operation
        let firstBits = firstColumns.word
        let secondBits = secondColumns.word
        while !reader.isAtEnd {
            let start = reader.offset
            var bits = firstBits
            var kind = operation == .insert ? RowImageKind.after : .before
            while true {
                try visitImage(&reader, layouts, bits, kind, &visitor)
                guard operation == .update, kind == .before else { break }
                bits = secondBits
                kind = .after
            }
            // A row without a byte would repeat for ever.
            guard reader.offset > start else { throw endlessRow(at: start) }
        }
    }

    /// Hands over one image; bit 0 of `columns` tells whether it carries the first column.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    func visitImage<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ layouts: Span<CellLayout>,
        _ columns: UInt64,
        _ kind: RowImageKind,
        _ visitor: inout Visitor
    ) throws(BinlogError) {
        visitor.beginImage(kind)
        var column = 0
        do throws(WireError) {
            var present = columns
            var nulls = try reader.littleEndian(width: BitmapView.byteCount(columns.nonzeroBitCount))
            while column < layouts.count {
                if present & 1 != 0 {
                    if nulls & 1 != 0 {
                        visitor.visit(.null, column: column)
                    } else {
                        try visitCell(&reader, layouts[column], column, &visitor)
                    }
                    nulls >>= 1
                }
                present >>= 1
                column &+= 1
            }
        } catch {
            throw valueError(error, column: column)
        }
        visitor.endImage(kind)
    }

    /// Hands over every value of rows of any width, with or without differences.
    @inlinable
    @inline(never)
    func visitAny<Visitor: RowVisitor & ~Copyable>(_ visitor: inout Visitor) throws(BinlogError) {
        var reader = WireReader(images)
        while !reader.isAtEnd {
            let start = reader.offset
            if operation == .insert {
                try visitAny(&reader, firstColumns, .after, isPartial: false, &visitor)
            } else {
                try visitAny(&reader, firstColumns, .before, isPartial: false, &visitor)
                if operation == .update {
                    try visitAny(&reader, secondColumns, .after, isPartial: isPartial, &visitor)
                }
            }
            guard reader.offset > start else { throw endlessRow(at: start) }
        }
    }

    @inlinable
    @inline(never)
    @_lifetime(reader: copy reader)
    func visitAny<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ columns: borrowing BitmapView,
        _ kind: RowImageKind,
        isPartial: Bool,
        _ visitor: inout Visitor
    ) throws(BinlogError) {
        visitor.beginImage(kind)
        let layouts = accepted[0].layouts.span
        var column = 0
        do throws(WireError) {
            let image = try RowImageHead(from: &reader, columns: columns, jsonColumns: accepted[0].table.jsonColumnCount, isPartial: isPartial)
            var ordinal = 0
            var json = 0
            while column < layouts.count {
                let layout = layouts[column]
                let isJSON = layout.kind == .json
                if columns[column] {
                    if image.nulls[ordinal] {
                        visitor.visit(.null, column: column)
                    } else if isJSON, image.isDifference(json) {
                        visitor.visit(.jsonDiff(try reader.lengthPrefixedSpan(width: 4)), column: column)
                    } else {
                        visitor.visit(try reader.cell(layout), column: column)
                    }
                    ordinal &+= 1
                }
                if isJSON { json &+= 1 }
                column &+= 1
            }
        } catch {
            throw valueError(error, column: column)
        }
        visitor.endImage(kind)
    }

    /// Hands over the next value; each kind has its own call, so that a visitor that is inlined finds its case known.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    func visitCell<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ layout: CellLayout,
        _ column: Int,
        _ visitor: inout Visitor
    ) throws(WireError) {
        switch layout.kind {
        case .signed: visitor.visit(.signed(try reader.signed(width: Int(layout.width))), column: column)
        case .unsigned: visitor.visit(.unsigned(try reader.littleEndian(width: Int(layout.width))), column: column)
        case .text: visitor.visit(.text(try reader.lengthPrefixedSpan(width: Int(layout.width))), column: column)
        case .decimal:
            let precision = Int(layout.first)
            let value = try MySQLDecimal(from: &reader, precision: precision, scale: Int(layout.second))
            visitor.visit(.decimal(value), column: column)
        case .dateTime:
            let value = try MySQLDateTime(from: &reader, fractionalDigits: Int(layout.second))
            visitor.visit(.dateTime(value), column: column)
        case .timestamp:
            let value = try MySQLTimestamp(from: &reader, fractionalDigits: Int(layout.second))
            visitor.visit(.timestamp(value), column: column)
        case .double: visitor.visit(.double(try reader.double()), column: column)
        case .json: visitor.visit(.json(try reader.lengthPrefixedSpan(width: Int(layout.width))), column: column)
        default: visitor.visit(try reader.cell(layout), column: column)
        }
    }

    /// The error of a row that takes no byte.
    @usableFromInline
    func endlessRow(at start: Int) -> BinlogError {
        valueError(WireError(.trailing(count: images.count - start), at: start), column: 0)
    }

    /// Adds the place that this event knows to an error in a value.
    @usableFromInline
    func valueError(_ error: WireError, column: Int) -> BinlogError {
        BinlogError(
            .malformedValue(
                WireError(error.kind, at: accepted[0].imagesOffset + error.offset),
                column: column
            ),
            in: accepted[0].header.type,
            at: accepted[0].position
        )
    }
}

/// What stands in front of the values of a row image.
@usableFromInline
struct RowImageHead: ~Escapable {
    /// A bit for each column that the image carries: it is NULL.
    @usableFromInline let nulls: BitmapView
    /// A bit for each JSON column of the table: the image holds its differences; nil where none is.
    @usableFromInline let differences: BitmapView?

    /// Reads, where the image may be partial, its options (length-encoded) and where they say so a bit for each JSON column of
    /// the table; then a bit for each column of the image.
    ///
    /// Source: MySQL 9.7, `sql/log_event.cc`, `Rows_log_event::print_verbose_one_row`.
    @inlinable
    @inline(__always)
    @_lifetime(copy reader)
    init(
        from reader: inout WireReader,
        columns: borrowing BitmapView,
        jsonColumns: Int,
        isPartial: Bool
    ) throws(WireError) {
        if isPartial {
            let start = reader.offset
            let options = try reader.lengthEncodedInteger()
            // Bit 0 is the only option (`PARTIAL_JSON_UPDATES`); what another one would add is not known.
            guard options <= 1 else { throw WireError(.invalidValue(options), at: start) }
            differences = options == 1 ? try BitmapView(from: &reader, count: jsonColumns) : nil
        } else {
            differences = nil
        }
        nulls = try BitmapView(from: &reader, count: columns.setCount)
    }

    /// Whether the JSON column of this ordinal is held as differences.
    @inlinable
    func isDifference(_ ordinal: Int) -> Bool {
        differences?[ordinal] ?? false
    }
}
