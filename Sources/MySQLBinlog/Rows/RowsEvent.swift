// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// Rows that were inserted, updated or deleted in one table.
public struct RowsEvent: ~Escapable {
    /// What was done to the rows.
    public enum Operation: Sendable, Hashable {
        /// The rows are new.
        case insert
        /// The rows changed.
        case update
        /// The rows are gone.
        case delete
    }

    /// The part of the event in front of the rows.
    public let head: RowsEventHead
    /// The table that the rows belong to.
    public let table: TableMap
    /// Columns that the first image of a row carries: before the change, or of an insert the new row.
    public let firstColumns: BitmapView
    /// Columns that the second image of an update carries, after the change; else those of the first.
    public let secondColumns: BitmapView
    /// The row images, one behind the other, decompressed.
    public let images: Span<UInt8>
    /// Where ``images`` begin in the event's body; offsets in errors count from there.
    @usableFromInline let imagesOffset: Int
    /// Where the event begins in the file.
    @usableFromInline let position: UInt64
    /// The event's type.
    @usableFromInline let type: EventType

    /// What was done to the rows.
    public var operation: Operation { head.operation }

    /// Whether an update's second images may hold JSON columns as differences.
    public var isPartial: Bool { head.isPartial }

    /// Joins what was read of a rows event.
    @_lifetime(copy head, copy images)
    init(
        head: consuming RowsEventHead,
        table: TableMap,
        images: Span<UInt8>,
        imagesOffset: Int,
        position: UInt64,
        type: EventType
    ) throws(BinlogError) {
        guard head.columnCount == table.columns.count else {
            throw BinlogError(
                .columnCountMismatch(event: head.columnCount, table: table.columns.count),
                in: type,
                at: position
            )
        }
        if let index = table.firstUnsupportedColumn {
            throw BinlogError(
                .unsupportedColumn(type: table.columns[index].type, index: index),
                in: type,
                at: position
            )
        }
        firstColumns = head.firstColumns
        secondColumns = head.secondColumns
        self.head = head
        self.table = table
        self.images = images
        self.imagesOffset = imagesOffset
        self.position = position
        self.type = type
    }
}

/// The part of a rows event in front of the rows.
public struct RowsEventHead: ~Escapable {
    /// The flags of a rows event.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits as sent.
        public let rawValue: UInt16

        /// Takes the bits as received; unknown bits are kept.
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// The last rows event of its statement (`STMT_END_F`).
        public static let statementEnd = Flags(rawValue: 1)
        /// `foreign_key_checks` was off (`NO_FOREIGN_KEY_CHECKS_F`).
        public static let noForeignKeyChecks = Flags(rawValue: 2)
        /// `unique_checks` was off (`RELAXED_UNIQUE_CHECKS_F`).
        public static let relaxedUniqueChecks = Flags(rawValue: 4)
        /// Every column has a value (`COMPLETE_ROWS_F`).
        public static let completeRows = Flags(rawValue: 8)
    }

    /// The number of the table, as its table map has it.
    public let tableID: UInt64
    /// What else is known of the rows.
    public let flags: Flags
    /// What the second layout carries beside the rows, such as the partition; nil in the first layout.
    public let extraData: Span<UInt8>?
    /// Number of columns of the table.
    public let columnCount: Int
    /// Columns that the first image of a row carries.
    public let firstColumns: BitmapView
    /// Columns that the second image of an update carries; else those of the first.
    public let secondColumns: BitmapView
    /// What was done to the rows.
    public let operation: RowsEvent.Operation
    /// Whether it is a PARTIAL_UPDATE_ROWS event.
    public let isPartial: Bool
    /// Whether the row images are one compressed block.
    public let isCompressed: Bool
    /// Whether the table id takes 4 bytes.
    let hasShortID: Bool

    /// The table id of an event that only ends a statement: no table, no rows.
    public static let dummyTableID: UInt64 = 0x00ff_ffff

    /// Reads the part in front of the rows: table id (6 bytes; 4 where `postHeaderLength` is 6), flags (2), in the second layout
    /// the length of the extra data with these 2 bytes and the data, number of columns (length-encoded), a bit for each
    /// column that the images carry; for updates a second such bitmap.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.cpp`, `Rows_event`; MariaDB 11.8, `sql/log_event.cc`,
    /// `Rows_log_event`.
    @_lifetime(copy reader)
    init(from reader: inout WireReader, type: EventType, postHeaderLength: Int) throws(WireError) {
        hasShortID = postHeaderLength == 6
        tableID = hasShortID ? UInt64(try reader.uint32()) : try reader.uint48()
        flags = Flags(rawValue: try reader.uint16())
        let layout = RowsEventHead.layout(of: type)
        operation = layout.operation
        isPartial = type == .partialUpdateRows
        isCompressed = layout.isCompressed
        if layout.isSecond {
            let start = reader.offset
            let length = try reader.uint16()
            guard length >= 2 else { throw WireError(.invalidValue(UInt64(length)), at: start) }
            let extra = try reader.span(count: Int(length) - 2)
            try RowsEventHead.checkExtraData(extra, at: start + 2, isUpdate: layout.operation == .update)
            extraData = extra
        } else {
            extraData = nil
        }
        let start = reader.offset
        let count = try reader.lengthEncodedInteger()
        // Each column has a bit at least, and no server has tables of more than 4096 columns (`MAX_FIELDS`).
        guard count <= UInt64(UInt16.max), BitmapView.byteCount(Int(count)) <= reader.remaining else {
            throw WireError(.impossibleCount(count), at: start)
        }
        columnCount = Int(count)
        firstColumns = try BitmapView(from: &reader, count: columnCount)
        secondColumns =
            layout.operation == .update ? try BitmapView(from: &reader, count: columnCount) : firstColumns
    }

    /// What a type of rows event does, and how it is laid out.
    static func layout(
        of type: EventType
    ) -> (operation: RowsEvent.Operation, isSecond: Bool, isCompressed: Bool) {
        switch type {
        case .writeRowsV1: (.insert, false, false)
        case .updateRowsV1: (.update, false, false)
        case .deleteRowsV1: (.delete, false, false)
        case .writeRowsCompressedV1: (.insert, false, true)
        case .updateRowsCompressedV1: (.update, false, true)
        case .deleteRowsCompressedV1: (.delete, false, true)
        case .writeRowsCompressed: (.insert, true, true)
        case .updateRowsCompressed: (.update, true, true)
        case .deleteRowsCompressed: (.delete, true, true)
        case .writeRows: (.insert, true, false)
        case .deleteRows: (.delete, true, false)
        default: (.update, true, false)
        }
    }

    /// Refuses extra data whose parts are cut: code 0 (NDB) has a length byte that counts from the code, code 1 (partition) two
    /// bytes, in updates four; behind a code that is not known nothing can be read.
    private static func checkExtraData(_ extra: Span<UInt8>, at offset: Int, isUpdate: Bool) throws(WireError) {
        var reader = WireReader(extra)
        do throws(WireError) {
            while !reader.isAtEnd {
                let code = try reader.uint8()
                switch code {
                case 0:
                    let length = Int(try reader.uint8())
                    try reader.advance(length - 2)
                case 1: try reader.advance(isUpdate ? 4 : 2)
                default: throw WireError(.invalidValue(UInt64(code)), at: reader.offset - 1)
                }
            }
        } catch {
            throw WireError(error.kind, at: offset + error.offset)
        }
    }

    /// The partition that the rows stand in, and of an update the one they stood in; nil where the event does not tell.
    public var partition: (id: UInt16, sourceID: UInt16?)? {
        guard let extraData else { return nil }
        var reader = WireReader(extraData)
        guard let code = try? reader.uint8(), code == 1, let id = try? reader.uint16() else { return nil }
        return (id, try? reader.uint16())
    }

    /// Writes the part in front of the rows.
    public func encode(into writer: inout WireWriter) {
        if hasShortID { writer.uint32(UInt32(truncatingIfNeeded: tableID)) } else { writer.uint48(tableID) }
        writer.uint16(flags.rawValue)
        if let extraData {
            writer.uint16(UInt16(truncatingIfNeeded: extraData.count + 2))
            writer.span(extraData)
        }
        writer.lengthEncodedInteger(UInt64(columnCount))
        writer.span(firstColumns.bytes)
        if operation == .update { writer.span(secondColumns.bytes) }
    }
}

extension RowsEventHead {
    /// Whether events of `type` hold rows in a layout that can be read.
    public static func isRowsEvent(_ type: EventType) -> Bool {
        switch type {
        case .writeRowsV1, .updateRowsV1, .deleteRowsV1, .writeRows, .updateRows, .deleteRows, .partialUpdateRows,
            .writeRowsCompressedV1, .updateRowsCompressedV1, .deleteRowsCompressedV1, .writeRowsCompressed,
            .updateRowsCompressed, .deleteRowsCompressed:
            true
        default: false
        }
    }
}
