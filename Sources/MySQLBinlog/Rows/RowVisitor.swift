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
        guard layouts.count >= 1, layouts.count <= 64, !isPartial else { return try visitAny(&visitor) }
        if accepted[0].isSimple { try visitSimple(&visitor) } else { try visitMixed(&visitor) }
    }

    /// Hands over rows of integers and short text: a loop of their own, small enough for the processor's registers.
    @inlinable
    @inline(never)
    func visitSimple<Visitor: RowVisitor & ~Copyable>(_ visitor: inout Visitor) throws(BinlogError) {
        try visitRows(&visitor, isSimple: true)
    }

    /// Hands over rows of any kinds, each of which is read within the loop.
    @inlinable
    @inline(never)
    func visitMixed<Visitor: RowVisitor & ~Copyable>(_ visitor: inout Visitor) throws(BinlogError) {
        try visitRows(&visitor, isSimple: false)
    }

    /// Hands over rows of 1 to 64 columns.
    @inlinable
    @inline(__always)
    func visitRows<Visitor: RowVisitor & ~Copyable>(_ visitor: inout Visitor, isSimple: Bool) throws(BinlogError) {
        let layouts = accepted[0].layouts.span
        var reader = WireReader(images)
        let operation = operation
        let first = RowImageColumns(accepted[0].rowsHead.firstBits, of: layouts.count)
        let second = RowImageColumns(accepted[0].rowsHead.secondBits, of: layouts.count)
        while !reader.isAtEnd {
            let start = reader.offset
            var columns = first
            var kind = operation == .insert ? RowImageKind.after : .before
            while true {
                try visitImage(&reader, layouts, columns, kind, isSimple: isSimple, &visitor)
                guard operation == .update, kind == .before else { break }
                columns = second
                kind = .after
            }
            // A row without a byte would repeat for ever.
            guard reader.offset > start else { throw endlessRow(at: start) }
        }
    }

    /// Hands over one image.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    func visitImage<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ layouts: Span<CellLayout>,
        _ columns: RowImageColumns,
        _ kind: RowImageKind,
        isSimple: Bool,
        _ visitor: inout Visitor
    ) throws(BinlogError) {
        visitor.beginImage(kind)
        var column = 0
        do throws(WireError) {
            // Bits behind those of the columns mean nothing, and nobody looks at them.
            let nulls = try reader.word(width: columns.bitmapWidth)
            // A bit for each column that has no value: NULL, or not carried.
            var empty = columns.areAll ? nulls : columns.empty(nulls)
            while column < layouts.count {
                if empty & 1 == 0 {
                    try visitCell(&reader, layouts, column, isSimple: isSimple, &visitor)
                } else if columns.contains(column) {
                    visitor.visit(.null, column: column)
                }
                empty >>= 1
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
            let image = try RowImageHead(
                from: &reader,
                columns: columns,
                jsonColumns: accepted[0].table.jsonColumnCount,
                isPartial: isPartial
            )
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
    ///
    /// The most frequent kinds are known by branches. What is not inlined works on a copy of the reader, so that the reader
    /// itself may stay in registers.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    func visitCell<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ layouts: Span<CellLayout>,
        _ column: Int,
        isSimple: Bool,
        _ visitor: inout Visitor
    ) throws(WireError) {
        if layouts[column].isInteger {
            let layout = layouts[column]
            let word = try reader.word(width: Int(layout.width)) &<< UInt64(layout.first)
            if layout.kind == .signed {
                visitor.visit(.signed(Int64(bitPattern: word) &>> Int64(layout.first)), column: column)
            } else {
                visitor.visit(.unsigned(word &>> UInt64(layout.first)), column: column)
            }
        } else if layouts[column].kind == .shortText {
            let length = layouts[column].width == 1 ? Int(try reader.uint8()) : Int(try reader.uint16())
            visitor.visit(.text(try reader.span(count: length)), column: column)
        } else if isSimple {
            // Not reached: a table with another kind is not simple.
            throw WireError(.invalidValue(UInt64(layouts[column].kind.rawValue)), at: reader.offset)
        } else {
            try visitOtherCell(&reader, layouts[column], column, &visitor)
        }
    }

    /// Hands over the next value, of a kind that most tables have few columns of.
    @inlinable
    @inline(__always)
    @_lifetime(reader: copy reader)
    func visitOtherCell<Visitor: RowVisitor & ~Copyable>(
        _ reader: inout WireReader,
        _ layout: CellLayout,
        _ column: Int,
        _ visitor: inout Visitor
    ) throws(WireError) {
        let width = Int(layout.width)
        let digits = Int(layout.second)
        switch layout.kind {
        case .text: visitor.visit(.text(try reader.lengthPrefixedSpan(width: width)), column: column)
        case .json: visitor.visit(.json(try reader.lengthPrefixedSpan(width: width)), column: column)
        case .binary:
            let bytes = try reader.lengthPrefixedSpan(width: width)
            visitor.visit(.binary(bytes, paddedTo: Int(layout.padding)), column: column)
        case .decimal:
            var value = MySQLDecimal(precision: Int(layout.first), scale: digits)
            var cursor = reader
            try value.read(from: &cursor)
            reader = cursor
            visitor.visit(.decimal(value), column: column)
        case .dateTime:
            var cursor = reader
            let value = try MySQLDateTime(from: &cursor, fractionalDigits: digits)
            reader = cursor
            visitor.visit(.dateTime(value), column: column)
        case .timestamp:
            var cursor = reader
            let value = try MySQLTimestamp(from: &cursor, fractionalDigits: digits)
            reader = cursor
            visitor.visit(.timestamp(value), column: column)
        case .time:
            var cursor = reader
            let value = try MySQLTime(from: &cursor, fractionalDigits: digits)
            reader = cursor
            visitor.visit(.time(value), column: column)
        case .date: visitor.visit(.date(try MySQLDate(from: &reader)), column: column)
        case .double: visitor.visit(.double(try reader.double()), column: column)
        case .float: visitor.visit(.float(try reader.float()), column: column)
        case .year: visitor.visit(.year(MySQLYear(rawValue: try reader.uint8())), column: column)
        case .enumeration:
            let number = UInt16(truncatingIfNeeded: try reader.littleEndian(width: width))
            visitor.visit(.enumeration(number), column: column)
        case .set: visitor.visit(.set(try reader.littleEndian(width: width)), column: column)
        case .bits:
            var cursor = reader
            let value = try MySQLBitString(from: &cursor, bitCount: Int(layout.first))
            reader = cursor
            visitor.visit(.bits(value), column: column)
        default:
            var cursor = reader
            let value = try cursor.rareCell(layout)
            reader = cursor
            visitor.visit(value, column: column)
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
