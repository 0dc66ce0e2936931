// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// One row as it was or as it became, seen in place.
public struct RowImage: ~Escapable {
    /// What the decoder knows of the event, its table too, seen where the decoder keeps it.
    let accepted: Span<AcceptedEvent>
    /// The columns that the image carries.
    public let columns: BitmapView
    /// The image's bytes, from its first bitmap to its last value.
    public let bytes: Span<UInt8>
    /// Whether JSON columns may be held as what changed in them.
    public let isPartial: Bool
    /// Where the image begins in what holds the event's images.
    let offset: Int

    @_lifetime(copy accepted, copy columns, copy bytes)
    init(
        _ accepted: Span<AcceptedEvent>,
        columns: BitmapView,
        bytes: Span<UInt8>,
        isPartial: Bool,
        offset: Int
    ) {
        self.accepted = accepted
        self.columns = columns
        self.bytes = bytes
        self.isPartial = isPartial
        self.offset = offset
    }

    /// The table that the row belongs to.
    public var table: TableMap { accepted[0].table }

    /// The value of a column.
    ///
    /// Complexity: O(`index`); to read all columns use ``cells``, or ``RowsEvent/visit(_:)``.
    ///
    /// - Parameter index: The column, from 0 in the order of ``TableMap/columns``.
    /// - Returns: The value; ``CellView/absent`` where the image does not carry the column, or there is none.
    /// - Throws: ``BinlogError`` where a value up to this one is not laid out as its column's type is.
    @_lifetime(copy self)
    public func cell(_ index: Int) throws(BinlogError) -> CellView {
        guard columns[index] else { return .absent }
        var cursor = try cells
        while let cell = try cursor.next() {
            if cell.column == index { return cell.value }
        }
        return .absent
    }

    /// Every value that the image carries, in order.
    public var cells: RowCellCursor {
        @_lifetime(copy self)
        get throws(BinlogError) { try RowCellCursor(self) }
    }
}

/// A value and the column that it belongs to.
public struct RowCell: ~Escapable {
    /// The column, from 0 in the order of ``TableMap/columns``.
    public let column: Int
    /// The value.
    public let value: CellView

    @_lifetime(copy value)
    init(column: Int, value: consuming CellView) {
        self.column = column
        self.value = value
    }
}

/// Walks the values of a row image.
public struct RowCellCursor: ~Escapable {
    private let image: RowImage
    private var reader: WireReader
    let head: RowImageHead
    private var column = 0
    private var ordinal = 0
    private var json = 0

    @_lifetime(copy image)
    init(_ image: borrowing RowImage) throws(BinlogError) {
        self.image = copy image
        reader = WireReader(image.bytes)
        do throws(WireError) {
            head = try RowImageHead(
                from: &reader,
                columns: image.columns,
                jsonColumns: image.accepted[0].table.jsonColumnCount,
                isPartial: image.isPartial
            )
        } catch {
            throw image.error(error, column: 0)
        }
    }

    /// The next value; nil behind the last.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() throws(BinlogError) -> RowCell? {
        let accepted = image.accepted
        let layouts = accepted[0].layouts.span
        while column < layouts.count {
            let current = column
            let layout = layouts[current]
            column += 1
            let jsonOrdinal = json
            if layout.kind == .json { json += 1 }
            guard image.columns[current] else { continue }
            ordinal += 1
            if head.nulls[ordinal - 1] { return RowCell(column: current, value: .null) }
            do throws(WireError) {
                if image.isPartial, layout.kind == .json, head.isDifference(jsonOrdinal) {
                    return RowCell(
                        column: current,
                        value: .jsonDiff(try reader.lengthPrefixedSpan(width: 4))
                    )
                }
                return RowCell(column: current, value: try reader.cell(layout))
            } catch {
                throw image.error(error, column: current)
            }
        }
        return nil
    }
}

extension RowImage {
    func error(_ error: WireError, column: Int) -> BinlogError {
        BinlogError(
            .malformedValue(
                WireError(error.kind, at: accepted[0].imagesOffset + offset + error.offset),
                column: column
            ),
            in: accepted[0].header.type,
            at: accepted[0].position
        )
    }
}
