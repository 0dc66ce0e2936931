// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
package import MySQLWire

/// What a server tells of a column of a result.
public struct ColumnDefinition: Sendable, Hashable {
    /// Always `def`.
    public var catalog: String
    /// The database of the table; empty where the column is of none.
    public var schema: String
    /// The table, by its name in the statement.
    public var table: String
    /// The table, by its own name.
    public var originalTable: String
    /// The column, by its name in the statement.
    public var name: String
    /// The column, by its own name.
    public var originalName: String
    /// MariaDB's name for a type that the protocol has no number for, such as `inet6`, `uuid` or `point`.
    public var typeName: String?
    /// MariaDB's name for what text holds, such as `json`.
    public var format: String?
    /// How text compares, and with that its character set; `binary` for bytes and numbers.
    public var collation: Collation
    /// The longest text that a value can have, in bytes.
    public var maximumLength: UInt32
    /// The type of the values.
    public var type: ColumnType
    /// What else holds of the column.
    public var flags: ColumnFlags
    /// Digits behind the point; 31 (MySQL) or 39 (MariaDB) where they are not fixed.
    public var decimals: UInt8
    /// What MariaDB tells besides the two names above: the number of each kind, and its bytes.
    package var otherMetadata: [Metadata] = []

    /// One more thing that MariaDB tells of a column.
    package struct Metadata: Sendable, Hashable {
        /// The number of its kind.
        package var kind: UInt8
        /// Its bytes.
        package var content: [UInt8]
    }

    /// Takes what most columns have; the rest is empty.
    public init(
        name: String,
        type: ColumnType,
        flags: ColumnFlags = [],
        collation: Collation = .binary,
        maximumLength: UInt32 = 0,
        decimals: UInt8 = 0
    ) {
        catalog = "def"
        schema = ""
        table = ""
        originalTable = ""
        self.name = name
        originalName = ""
        self.collation = collation
        self.maximumLength = maximumLength
        self.type = type
        self.flags = flags
        self.decimals = decimals
    }
}

extension ColumnDefinition {
    /// Bytes of the fields behind the names.
    private static let fixedLength = 12

    /// Reads the packet to its end: six names as length-encoded text; with MariaDB's extended metadata a length-encoded
    /// block of kinds (1 byte) with their length-encoded text; the number 12; collation in 2 bytes, maximum length in 4,
    /// type in 1, flags in 2, decimals in 1, and 2 that mean nothing.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::send_field_metadata`; MariaDB 11.8,
    /// `sql/protocol.cc`, `Protocol_text::store_field_metadata`.
    package init(from reader: inout WireReader, layout: PacketLayout) throws(WireError) {
        let catalog = String(repairing: try reader.lengthEncodedSpan())
        let schema = String(repairing: try reader.lengthEncodedSpan())
        let table = String(repairing: try reader.lengthEncodedSpan())
        let originalTable = String(repairing: try reader.lengthEncodedSpan())
        let name = String(repairing: try reader.lengthEncodedSpan())
        let originalName = String(repairing: try reader.lengthEncodedSpan())
        let metadata = layout.hasExtendedMetadata ? try ColumnDefinition.metadata(from: &reader) : []

        let fixedStart = reader.offset
        let fixedLength = try reader.lengthEncodedInteger()
        guard fixedLength == ColumnDefinition.fixedLength else {
            throw WireError(.invalidValue(fixedLength), at: fixedStart)
        }
        let collation = Collation(rawValue: UInt32(try reader.uint16()))
        let maximumLength = try reader.uint32()
        let type = ColumnType(rawValue: try reader.uint8())
        let flags = ColumnFlags(rawValue: try reader.uint16())
        let decimals = try reader.uint8()
        try reader.advance(2)
        try reader.expectEnd()

        self.init(
            name: name,
            type: type,
            flags: flags,
            collation: collation,
            maximumLength: maximumLength,
            decimals: decimals
        )
        self.catalog = catalog
        self.schema = schema
        self.table = table
        self.originalTable = originalTable
        self.originalName = originalName
        for item in metadata { keep(item) }
    }

    /// Writes the packet as it is read.
    package func encode(into writer: inout WireWriter, layout: PacketLayout) {
        for text in [catalog, schema, table, originalTable, name, originalName] { writer.lengthEncodedText(text) }
        if layout.hasExtendedMetadata {
            var block = WireWriter()
            for (kind, text) in [(0 as UInt8, typeName), (1, format)] {
                guard let text else { continue }
                block.uint8(kind)
                block.lengthEncodedText(text)
            }
            for item in otherMetadata {
                block.uint8(item.kind)
                let content = item.content
                block.lengthEncodedSpan(content.span)
            }
            let bytes = block.bytes
            writer.lengthEncodedSpan(bytes.span)
        }
        writer.lengthEncodedInteger(UInt64(ColumnDefinition.fixedLength))
        writer.uint16(UInt16(truncatingIfNeeded: collation.rawValue))
        writer.uint32(maximumLength)
        writer.uint8(type.rawValue)
        writer.uint16(flags.rawValue)
        writer.uint8(decimals)
        writer.zeros(2)
    }

    private static func metadata(from reader: inout WireReader) throws(WireError) -> [Metadata] {
        let bytes = try reader.lengthEncodedSpan()
        let origin = reader.offset - bytes.count
        var block = WireReader(bytes)
        var items: [Metadata] = []
        do throws(WireError) {
            while !block.isAtEnd {
                let kind = try block.uint8()
                items.append(Metadata(kind: kind, content: [UInt8](copying: try block.lengthEncodedSpan())))
            }
        } catch {
            throw WireError(error.kind, at: origin + error.offset)
        }
        return items
    }

    private mutating func keep(_ item: Metadata) {
        let content = item.content
        switch (item.kind, String(exactly: content.span)) {
        case (0, .some(let text)): typeName = text
        case (1, .some(let text)): format = text
        default: otherMetadata.append(item)
        }
    }
}
