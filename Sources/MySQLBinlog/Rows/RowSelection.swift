// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Some of the rows and columns of an event, as an event like any other.
package struct RowSelection {
    /// What the decoder found out about the event, with the columns that are left.
    private var accepted: [AcceptedEvent]
    /// The event, with the columns that are left.
    private var bytes: [UInt8]
    /// The images that are left.
    private var images: [UInt8] = []
    /// The rows that are left; one of which no column is left is not among them.
    package private(set) var rowCount = 0

    /// Takes the rows for which `rows` has true, and of these the columns for which `columns` has true.
    ///
    /// - Parameters:
    ///   - event: A rows event; of others nothing is left.
    ///   - rows: For each row whether it is taken; those behind the end are not.
    ///   - columns: For each column whether it is taken; nil for all. Events that hold differences of documents keep all.
    /// - Throws: ``BinlogError`` where a row does not end within the event.
    package init(
        _ event: borrowing BinlogEvent,
        keeping rows: [Bool],
        columns: [Bool]? = nil
    ) throws(BinlogError) {
        accepted = [event.accepted[0]]
        bytes = [UInt8](copying: event.bytes)
        guard let found = event.rows else { return }
        // So the images are looked for beside the body.
        accepted[0].rowsHead.layout = accepted[0].rowsHead.layout.withImagesApart
        let columns = found.isPartial ? nil : columns
        var number = 0
        var changes = found.changes
        while let change = try changes.next() {
            defer { number += 1 }
            guard number < rows.count, rows[number] else { continue }
            let start = images.count
            if let image = change.before { try append(image, columns) }
            if let image = change.after { try append(image, columns) }
            if images.count > start { rowCount += 1 }
        }
        if let columns { narrow(columns, isUpdate: found.operation == .update) }
    }

    /// Hands the event over.
    package func withEvent<Result, Failure: Error>(
        _ body: (borrowing BinlogEvent) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(BinlogEvent(bytes.span, accepted.span, decompressed: images.span))
    }

    private mutating func append(_ image: borrowing RowImage, _ columns: [Bool]?) throws(BinlogError) {
        guard let columns else {
            for index in image.bytes.indices { images.append(image.bytes[index]) }
            return
        }
        let layouts = accepted[0].layouts
        var reader = WireReader(image.bytes)
        var nulls: [UInt8] = []
        var values: [UInt8] = []
        var kept = 0
        var current = 0
        do throws(WireError) {
            let head = try RowImageHead(from: &reader, columns: image.columns, jsonColumns: 0, isPartial: false)
            var ordinal = 0
            for column in layouts.indices where image.columns[column] {
                current = column
                let isNull = head.nulls[ordinal]
                ordinal += 1
                let start = reader.offset
                if !isNull { try reader.skipCell(layouts[column]) }
                guard column < columns.count, columns[column] else { continue }
                if kept & 7 == 0 { nulls.append(0) }
                if isNull { nulls[kept >> 3] |= 1 << UInt8(kept & 7) }
                kept += 1
                let value = reader.consumed(from: start)
                for index in value.indices { values.append(value[index]) }
            }
        } catch {
            throw image.error(error, column: current)
        }
        images += nulls
        images += values
    }

    /// Takes the columns that are not left out of the bitmaps.
    private mutating func narrow(_ columns: [Bool], isUpdate: Bool) {
        let count = Int(accepted[0].rowsHead.columnCount)
        let start = accepted[0].bodyStart + Int(accepted[0].rowsHead.bitmapStart)
        let width = BitmapView.byteCount(count)
        var word = UInt64.max
        for column in 0..<count where column >= columns.count || !columns[column] {
            if column < 64 { word &= ~(1 << UInt64(column)) }
            for bitmap in 0..<(isUpdate ? 2 : 1) {
                let place = start + bitmap * width + (column >> 3)
                if place < bytes.count { bytes[place] &= ~(1 << UInt8(column & 7)) }
            }
        }
        accepted[0].rowsHead.firstBits &= word
        accepted[0].rowsHead.secondBits &= word
    }
}
