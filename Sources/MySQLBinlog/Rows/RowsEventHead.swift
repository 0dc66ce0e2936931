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
    public var operation: RowsEvent.Operation { fields.layout.operation }
    /// Whether the event is a PARTIAL_UPDATE_ROWS event.
    @inlinable
    public var isPartial: Bool { fields.layout.isPartial }
    /// Whether the row images are one compressed block.
    public var isCompressed: Bool { fields.layout.isCompressed }
    /// Number of columns of the table.
    @inlinable
    public var columnCount: Int { Int(fields.columnCount) }

    /// What the second layout carries beside the rows, such as the partition; nil in the first layout.
    public var extraData: Span<UInt8>? {
        @_lifetime(copy self)
        get {
            guard fields.layout.hasExtraData else { return nil }
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
        let hasShortID = fields.layout.postHeaderLength == 6
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
        /// What the event's type tells.
        @usableFromInline var layout = TypeLayout()
        /// Where the bitmaps begin in the body.
        @usableFromInline var bitmapStart: UInt32 = 0
        /// The columns that the first images carry, the first lowest, where they are at most 64.
        @usableFromInline var firstBits: UInt64 = 0
        /// The columns that the second images carry.
        @usableFromInline var secondBits: UInt64 = 0
        /// Where the head ends in the body.
        @usableFromInline var imagesStart: UInt32 = 0

        init() {}

        /// Reads the part in front of the rows: table id (6 bytes; 4 where `postHeaderLength` is 6), flags (2), in the second
        /// layout the length of the extra data with these 2 bytes and the data, number of columns (length-encoded), a bit for
        /// each column that the images carry; for updates a second such bitmap.
        ///
        /// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.cpp`, `Rows_event`; MariaDB 11.8, `sql/log_event.cc`,
        /// `Rows_log_event`.
        @inline(__always)
        @_lifetime(reader: copy reader)
        init(from reader: inout WireReader, _ layout: TypeLayout) throws(WireError) {
            self.layout = layout
            if layout.postHeaderLength == 6 {
                tableID = UInt64(try reader.uint32())
                flags = Flags(rawValue: try reader.uint16())
            } else {
                let word = try reader.uint64()
                tableID = word & 0xffff_ffff_ffff
                flags = Flags(rawValue: UInt16(truncatingIfNeeded: word >> 48))
            }
            if layout.hasExtraData {
                let length = try reader.uint16()
                extraStart = UInt8(truncatingIfNeeded: reader.offset)
                if length != 2 { try RowsEventHead.skipExtraData(of: length, &reader, layout.operation) }
                extraCount = length &- 2
            }
            let start = reader.offset
            let count = try reader.lengthEncodedInteger()
            // Each column has a bit at least, and no server has tables of more than 4096 columns (`MAX_FIELDS`).
            guard count <= UInt64(UInt16.max), BitmapView.byteCount(Int(count)) <= reader.remaining else {
                throw WireError(.impossibleCount(count), at: start)
            }
            columnCount = UInt16(truncatingIfNeeded: count)
            bitmapStart = UInt32(truncatingIfNeeded: reader.offset)
            firstBits = try Fields.bits(&reader, count: Int(count))
            secondBits = layout.operation == .update ? try Fields.bits(&reader, count: Int(count)) : firstBits
            imagesStart = UInt32(truncatingIfNeeded: reader.offset)
        }

        /// Steps over a bitmap; gives its bits, the first lowest, where a number holds them.
        @inline(__always)
        @_lifetime(reader: copy reader)
        private static func bits(_ reader: inout WireReader, count: Int) throws(WireError) -> UInt64 {
            guard count >= 1, count <= 64 else {
                try reader.advance(BitmapView.byteCount(count))
                return 0
            }
            let word = try reader.littleEndian(width: BitmapView.byteCount(count))
            return word & (.max >> (64 &- UInt64(truncatingIfNeeded: count)))
        }
    }

    /// Steps over extra data, of which the `length` counts its own 2 bytes.
    @_lifetime(reader: copy reader)
    private static func skipExtraData(
        of length: UInt16,
        _ reader: inout WireReader,
        _ operation: RowsEvent.Operation
    ) throws(WireError) {
        let start = reader.offset
        guard length >= 2 else { throw WireError(.invalidValue(UInt64(length)), at: start - 2) }
        try checkExtraData(try reader.span(count: Int(length) - 2), at: start, isUpdate: operation == .update)
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
