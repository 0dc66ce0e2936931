// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// The table that rows events refer to: its name, and how its columns lie in a row image.
///
/// Never changes once it is made, so rows events that hold it stay valid when the decoder has moved on.
public final class TableMap: Sendable {
    /// The number by which rows events refer to it, until the statement ends.
    public let id: UInt64
    /// What else is known of the table.
    public let flags: Flags
    /// The database.
    public let database: String
    /// The table.
    public let table: String
    /// The columns in the order of the row images.
    public let columns: [Column]
    /// Indices of the primary key's columns, in the key's order; empty where the log does not tell, or there is none.
    public let primaryKey: [Int]
    /// Characters of each primary key column that belong to the key, 0 for all; empty where all are whole.
    public let primaryKeyPrefixes: [Int]
    /// The optional metadata: type, length and value again and again, as it stands in the event.
    public let optionalMetadata: [UInt8]
    /// Whether the table id takes 4 bytes (servers before 5.1.4), not 6.
    public let hasShortID: Bool
    /// Whether the event has metadata of the types; false from servers before 5.1.18.
    let hasMetadata: Bool

    /// How each column's value is laid out.
    @usableFromInline let layouts: [CellLayout]
    /// Number of JSON columns, over which PARTIAL_UPDATE_ROWS counts.
    @usableFromInline let jsonColumnCount: Int
    /// Number of ``columns``.
    let columnCount: Int
    /// Whether every column can be read, and by the log alone.
    let isPlain: Bool
    /// Whether the columns are integers and short text alone.
    let isSimple: Bool
    /// The first column that cannot be read.
    let firstUnsupportedColumn: Int?
    /// The first column whose values may have a fraction that the log does not tell; nil where there is none.
    let ambiguousTemporalColumn: Int?
    /// The event's body, to recognise the same table map when it comes again.
    let body: [UInt8]

    /// The flags of a table map.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits as sent.
        public let rawValue: UInt16

        /// Takes the bits as received; unknown bits are kept.
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// The length of BIT columns is exact (`TM_BIT_LEN_EXACT_F`).
        public static let exactBitLength = Flags(rawValue: 1)
        /// Another database is referred to by foreign keys (`TM_REFERRED_FK_DB_F`).
        public static let referredForeignKeys = Flags(rawValue: 2)
        /// The first column is an invisible primary key that the server made (`TM_GENERATED_INVISIBLE_PK_F`).
        public static let generatedInvisiblePrimaryKey = Flags(rawValue: 4)
        /// MariaDB: the table has triggers (`TM_BIT_HAS_TRIGGERS_F`).
        public static let hasTriggers = Flags(rawValue: 0x4000)
    }

    /// What stands where there is no table.
    static let none = TableMap()

    private init() {
        id = .max
        flags = []
        database = ""
        table = ""
        columns = []
        primaryKey = []
        primaryKeyPrefixes = []
        optionalMetadata = []
        hasShortID = false
        hasMetadata = false
        layouts = []
        jsonColumnCount = 0
        columnCount = 0
        isPlain = true
        isSimple = true
        firstUnsupportedColumn = nil
        ambiguousTemporalColumn = nil
        body = []
    }

    /// Reads the body: table id (6 bytes; 4 where `postHeaderLength` is 6), flags (2), lengths (1 each), database and table
    /// with a zero byte behind each, number of columns (length-encoded), a type byte each, metadata (length-encoded
    /// length and bytes), a bit each for nullable columns, optional metadata to the end.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.cpp`, `Table_map_event`.
    init(
        _ body: Span<UInt8>,
        postHeaderLength: Int,
        isMariaDB: Bool,
        hints: ColumnHints
    ) throws(WireError) {
        var reader = WireReader(body)
        hasShortID = postHeaderLength == 6
        id = hasShortID ? UInt64(try reader.uint32()) : try reader.uint48()
        flags = Flags(rawValue: try reader.uint16())
        database = try TableMap.name(&reader)
        table = try TableMap.name(&reader)
        let count = try reader.checkedCount(try reader.lengthEncodedInteger(), elementSize: 1)
        // No server has tables of more than 4096 columns (`MAX_FIELDS`); 65,535 leaves room.
        guard count <= Int(UInt16.max) else { throw WireError(.impossibleCount(UInt64(count)), at: reader.offset) }
        let types = try reader.span(count: count)
        var columns: [Column]
        hasMetadata = !reader.isAtEnd
        if !hasMetadata {
            // Servers before 5.1.18 wrote neither metadata nor what is nullable.
            columns = TableMap.columns(types: types)
        } else {
            let metadata = try reader.lengthEncodedSpan()
            let nullable = try BitmapView(from: &reader, count: count)
            columns = try TableMap.columns(types: types, metadata: metadata, nullable: nullable)
        }
        let optional = reader.rest()
        optionalMetadata = [UInt8](copying: optional)
        var key = TableMapMetadata.PrimaryKey()
        try TableMapMetadata.apply(optional, to: &columns, key: &key, isMariaDB: isMariaDB)
        hints.apply(to: &columns, database: database, table: table)
        primaryKey = key.columns
        primaryKeyPrefixes = key.prefixes
        let layouts = columns.map { CellLayout($0) }
        jsonColumnCount = columns.count { $0.type == .json }
        firstUnsupportedColumn = layouts.firstIndex { $0.kind == .unsupported }
        ambiguousTemporalColumn =
            isMariaDB ? columns.indices.first { layouts[$0].isOldTemporal && columns[$0].hint == nil } : nil
        isPlain = firstUnsupportedColumn == nil && ambiguousTemporalColumn == nil
        isSimple = layouts.allSatisfy { $0.isInteger || $0.kind == .shortText }
        columnCount = columns.count
        self.layouts = layouts
        self.columns = columns
        self.body = [UInt8](copying: body)
    }

    /// The same table with more told of its columns, by which its rows are read then.
    ///
    /// `columns` are as many as `other` has, of the same types; else nothing changes. The primary key is told where the log does
    /// not.
    package init(_ other: TableMap, columns described: [Column], primaryKey key: [Int] = []) {
        let isSame =
            described.count == other.columns.count && zip(described, other.columns).allSatisfy { $0.type == $1.type }
        let columns = isSame ? described : other.columns
        let layouts = columns.map { CellLayout($0) }
        id = other.id
        flags = other.flags
        database = other.database
        table = other.table
        primaryKey = other.primaryKey.isEmpty ? key.filter { columns.indices.contains($0) } : other.primaryKey
        primaryKeyPrefixes = other.primaryKeyPrefixes
        optionalMetadata = other.optionalMetadata
        hasShortID = other.hasShortID
        hasMetadata = other.hasMetadata
        jsonColumnCount = other.jsonColumnCount
        firstUnsupportedColumn = other.firstUnsupportedColumn
        ambiguousTemporalColumn = other.ambiguousTemporalColumn.flatMap { _ in
            columns.indices.first { layouts[$0].isOldTemporal && columns[$0].hint == nil }
        }
        isPlain = firstUnsupportedColumn == nil && ambiguousTemporalColumn == nil
        isSimple = layouts.allSatisfy { $0.isInteger || $0.kind == .shortText }
        columnCount = columns.count
        self.layouts = layouts
        self.columns = columns
        body = other.body
    }

    private static func name(_ reader: inout WireReader) throws(WireError) -> String {
        let length = try reader.uint8()
        let text = String(repairing: try reader.span(count: Int(length)))
        try reader.advance(1)
        return text
    }

    /// Whether the event's body is the same to the last byte.
    func hasBody(_ other: Span<UInt8>) -> Bool {
        let own = body
        return own.span.equals(other)
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        if hasShortID { writer.uint32(UInt32(truncatingIfNeeded: id)) } else { writer.uint48(id) }
        writer.uint16(flags.rawValue)
        for name in [database, table] {
            writer.uint8(UInt8(truncatingIfNeeded: name.utf8.count))
            writer.text(name)
            writer.uint8(0)
        }
        writer.lengthEncodedInteger(UInt64(columns.count))
        for column in columns { writer.uint8(column.wireType.rawValue) }
        guard hasMetadata else { return }
        var metadata = WireWriter()
        for column in columns {
            let width = ColumnMetadata.byteCount(of: column.wireType)
            metadata.littleEndian(UInt64(column.metadata.rawValue), width: width)
        }
        writer.lengthEncodedSpan(metadata.bytes.span)
        var nullable = [UInt8](repeating: 0, count: BitmapView.byteCount(columns.count))
        for (index, column) in columns.enumerated() where column.isNullable { nullable[index / 8] |= 1 << (index % 8) }
        writer.array(nullable)
        writer.array(optionalMetadata)
    }
}
