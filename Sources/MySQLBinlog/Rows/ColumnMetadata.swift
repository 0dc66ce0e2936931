// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension ColumnMetadata {
    /// Metadata bytes that a table map has for a type.
    ///
    /// Source: MySQL 9.7, `sql/rpl_utility.cc`, `table_def::table_def`.
    static func byteCount(of type: ColumnType) -> Int {
        switch type {
        case .float, .double, .timestamp2, .dateTime2, .time2, .blob, .tinyBlob, .mediumBlob, .longBlob, .json,
            .geometry, .vector, .blobCompressed:
            1
        case .varchar, .varString, .string, .enum, .set, .bit, .newDecimal, .varcharCompressed: 2
        default: 0
        }
    }

    /// The parameters in the metadata bytes of `type`, and the type that a row image really holds.
    ///
    /// CHAR, ENUM and SET share a type byte: the first metadata byte tells them apart, and its bits 4 and 5 hold, inverted,
    /// bits 8 and 9 of lengths above 255.
    ///
    /// Source: MySQL 9.7, `sql/rpl_utility.cc`, `table_def::calc_field_size`; `sql/field.cc`, `do_save_field_metadata`.
    static func decode(_ rawValue: UInt16, of type: ColumnType) -> (metadata: ColumnMetadata, type: ColumnType) {
        var metadata = ColumnMetadata(rawValue: rawValue, length: 0, precision: 0, scale: 0, bitCount: 0)
        let low = Int(rawValue & 0xff)
        let high = Int(rawValue >> 8)
        switch type {
        case .float, .double, .blob, .tinyBlob, .mediumBlob, .longBlob, .json, .geometry, .vector, .blobCompressed:
            metadata.length = low
        case .timestamp2, .dateTime2, .time2: metadata.scale = low
        case .varchar, .varString, .varcharCompressed: metadata.length = Int(rawValue)
        case .newDecimal:
            metadata.precision = low
            metadata.scale = high
        case .bit: metadata.bitCount = high * 8 + low
        case .enum, .set, .string:
            if low & 0x30 != 0x30 {
                metadata.length = high | ((low & 0x30) ^ 0x30) << 4
                return (metadata, ColumnType(rawValue: UInt8(low | 0x30)))
            }
            metadata.length = high
            return (metadata, ColumnType(rawValue: UInt8(low)))
        default: break
        }
        return (metadata, type)
    }
}

extension TableMap {
    /// Columns of which nothing but the type is known.
    static func columns(types: Span<UInt8>) -> [Column] {
        types.indices.map { column(ColumnType(rawValue: types[$0]), rawMetadata: 0, isNullable: true) }
    }

    private static func column(_ wireType: ColumnType, rawMetadata: UInt16, isNullable: Bool) -> Column {
        let (metadata, type) = ColumnMetadata.decode(rawMetadata, of: wireType)
        return Column(
            type: type,
            wireType: wireType,
            metadata: metadata,
            isNullable: isNullable,
            isUnsigned: nil,
            collation: nil,
            name: nil,
            labels: [],
            geometryType: nil,
            isVisible: nil,
            dimensions: nil,
            hint: nil
        )
    }

    /// Joins types, metadata and nullability into columns; what only optional metadata tells is left open.
    static func columns(
        types: Span<UInt8>,
        metadata: Span<UInt8>,
        nullable: borrowing BitmapView
    ) throws(WireError) -> [Column] {
        var reader = WireReader(metadata)
        var columns: [Column] = []
        columns.reserveCapacity(types.count)
        for index in types.indices {
            let wireType = ColumnType(rawValue: types[index])
            let width = ColumnMetadata.byteCount(of: wireType)
            let rawValue = width == 0 ? 0 : UInt16(truncatingIfNeeded: try reader.littleEndian(width: width))
            columns.append(column(wireType, rawMetadata: rawValue, isNullable: nullable[index]))
            // Behind a type without known metadata nothing is where it seems to be.
            if wireType == .typedArray { break }
        }
        guard columns.count == types.count else {
            throw WireError(.invalidValue(UInt64(ColumnType.typedArray.rawValue)), at: 0)
        }
        try reader.expectEnd()
        return columns
    }
}
