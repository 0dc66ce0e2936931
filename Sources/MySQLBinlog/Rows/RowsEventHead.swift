// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

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

    /// What was read, and where the rest stands.
    @usableFromInline let fields: Fields
    /// The event's body.
    @usableFromInline let body: Span<UInt8>

    /// The table id of an event that only ends a statement: no table, no rows.
    public static let dummyTableID: UInt64 = 0x00ff_ffff

    /// Looks at a head that was read from `body`.
    @inlinable
    @_lifetime(copy body)
    init(_ fields: Fields, in body: Span<UInt8>) {
        self.fields = fields
        self.body = body
    }

    /// The number of the table, as its table map has it.
    public var tableID: UInt64 { fields.tableID }
    /// What else is known of the rows.
    public var flags: Flags { fields.flags }
    /// What was done to the rows.
    @inlinable
    public var operation: RowsEvent.Operation { fields.operation }
    /// Whether the event is a PARTIAL_UPDATE_ROWS event.
    @inlinable
    public var isPartial: Bool { fields.isPartial }
    /// Whether the row images are one compressed block.
    public var isCompressed: Bool { fields.isCompressed }
    /// Number of columns of the table.
    @inlinable
    public var columnCount: Int { Int(fields.columnCount) }

    /// What the second layout carries beside the rows, such as the partition; nil in the first layout.
    public var extraData: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            guard fields.isSecondLayout else { return nil }
            let start = Int(fields.extraStart)
            return body.extracting(start..<(start + Int(fields.extraCount)))
        }
    }

    /// Columns that the first image of a row carries.
    @inlinable
    public var firstColumns: BitmapView {
        @_lifetime(copy self)
        get { columns(at: Int(fields.bitmapStart)) }
    }

    /// Columns that the second image of an update carries; else those of the first.
    @inlinable
    public var secondColumns: BitmapView {
        @_lifetime(copy self)
        get {
            let skipped = operation == .update ? BitmapView.byteCount(columnCount) : 0
            return columns(at: Int(fields.bitmapStart) &+ skipped)
        }
    }

    @inlinable
    @_lifetime(copy self)
    func columns(at start: Int) -> BitmapView {
        BitmapView(body.extracting(start..<(start &+ BitmapView.byteCount(columnCount))), count: columnCount)
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
        if fields.hasShortID { writer.uint32(UInt32(truncatingIfNeeded: tableID)) } else { writer.uint48(tableID) }
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
    /// What a head holds, without the bytes that it points to.
    @usableFromInline
    struct Fields: Sendable, Hashable {
        var tableID: UInt64 = 0
        var flags: Flags = []
        @usableFromInline var columnCount: UInt16 = 0
        /// Bytes of the extra data.
        var extraCount: UInt16 = 0
        /// Where the extra data begin in the body.
        var extraStart: UInt8 = 0
        var hasShortID = false
        var isSecondLayout = false
        @usableFromInline var operation = RowsEvent.Operation.insert
        @usableFromInline var isPartial = false
        @usableFromInline var isCompressed = false
        /// Whether rows follow, of a table that is known.
        @usableFromInline var hasRows = false
        /// Whether all that stands in front of rows, or the whole event where there are none, was found to be as it must be.
        var isChecked = false
        /// Where the bitmaps begin in the body.
        @usableFromInline var bitmapStart: UInt32 = 0
        /// Where the head ends in the body.
        @usableFromInline var imagesStart: UInt32 = 0

        init() {}

        /// Of an event that was read when it was accepted, and has no rows.
        static var ofNoRows: Fields {
            var fields = Fields()
            fields.isChecked = true
            return fields
        }

        /// Reads the part in front of the rows: table id (6 bytes; 4 where `postHeaderLength` is 6), flags (2), in the second
        /// layout the length of the extra data with these 2 bytes and the data, number of columns (length-encoded), a bit for
        /// each column that the images carry; for updates a second such bitmap.
        ///
        /// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.cpp`, `Rows_event`; MariaDB 11.8, `sql/log_event.cc`,
        /// `Rows_log_event`.
        @_lifetime(reader: copy reader)
        init(from reader: inout WireReader, type: EventType, postHeaderLength: Int) throws(WireError) {
            hasShortID = postHeaderLength == 6
            tableID = hasShortID ? UInt64(try reader.uint32()) : try reader.uint48()
            flags = Flags(rawValue: try reader.uint16())
            let layout = RowsEventHead.layout(of: type)
            operation = layout.operation
            isPartial = type == .partialUpdateRows
            isCompressed = layout.isCompressed
            isSecondLayout = layout.isSecond
            if layout.isSecond {
                let start = reader.offset
                let length = try reader.uint16()
                guard length >= 2 else { throw WireError(.invalidValue(UInt64(length)), at: start) }
                extraCount = length - 2
                extraStart = UInt8(truncatingIfNeeded: reader.offset)
                if length > 2 {
                    let extra = try reader.span(count: Int(length) - 2)
                    try RowsEventHead.checkExtraData(extra, at: start + 2, isUpdate: layout.operation == .update)
                }
            } else {
                extraCount = 0
                extraStart = 0
            }
            let start = reader.offset
            let count = try reader.lengthEncodedInteger()
            // Each column has a bit at least, and no server has tables of more than 4096 columns (`MAX_FIELDS`).
            guard count <= UInt64(UInt16.max), BitmapView.byteCount(Int(count)) <= reader.remaining else {
                throw WireError(.impossibleCount(count), at: start)
            }
            columnCount = UInt16(count)
            bitmapStart = UInt32(truncatingIfNeeded: reader.offset)
            try reader.advance(BitmapView.byteCount(Int(count)))
            if layout.operation == .update { try reader.advance(BitmapView.byteCount(Int(count))) }
            imagesStart = UInt32(truncatingIfNeeded: reader.offset)
        }
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
