// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// The optional metadata at the end of a table map.
///
/// Source: MySQL 9.7, `libs/mysql/binlog/event/rows_event.h`, `Table_map_event::Optional_metadata_fields`; MariaDB 11.8,
/// `sql/log_event_server.cc`, `Table_map_log_event::init_metadata_fields`.
enum TableMapMetadata {
    /// The primary key as the metadata tells it.
    struct PrimaryKey {
        var columns: [Int] = []
        var prefixes: [Int] = []
    }

    /// Reads every field (type, length-encoded length, value) and puts what it tells into `columns` and `key`; fields that
    /// are not known are left out.
    static func apply(
        _ optional: Span<UInt8>,
        to columns: inout [Column],
        key: inout PrimaryKey,
        isMariaDB: Bool
    ) throws(WireError) {
        var reader = WireReader(optional)
        while !reader.isAtEnd {
            let type = try reader.uint8()
            let start = reader.offset
            var value = WireReader(try reader.lengthEncodedSpan())
            do throws(WireError) {
                try apply(type, &value, to: &columns, key: &key, isMariaDB: isMariaDB)
            } catch {
                throw WireError(error.kind, at: start + error.offset)
            }
        }
    }

    private static func apply(
        _ type: UInt8,
        _ value: inout WireReader,
        to columns: inout [Column],
        key: inout PrimaryKey,
        isMariaDB: Bool
    ) throws(WireError) {
        switch type {
        case 1:
            try bits(&value, of: columns.indices.filter { columns[$0].isNumeric }) { columns[$0].isUnsigned = $1 }
        case 2, 3:
            let indices = columns.indices.filter { columns[$0].isCharacter(inMariaDB: isMariaDB) }
            try collations(&value, of: indices, isDefault: type == 2, columns: &columns)
        case 4:
            for index in columns.indices { columns[index].name = String(repairing: try value.lengthEncodedSpan()) }
        case 5: try labels(&value, of: columns.indices.filter { columns[$0].type == .set }, columns: &columns)
        case 6: try labels(&value, of: columns.indices.filter { columns[$0].type == .enum }, columns: &columns)
        case 7:
            for index in columns.indices where columns[index].type == .geometry {
                columns[index].geometryType = try value.lengthEncodedInteger()
            }
        case 8, 9: try primaryKey(&value, hasPrefixes: type == 9, columnCount: columns.count, key: &key)
        case 10, 11:
            let indices = columns.indices.filter { columns[$0].type == .enum || columns[$0].type == .set }
            try collations(&value, of: indices, isDefault: type == 10, columns: &columns)
        case 12: try bits(&value, of: Array(columns.indices)) { columns[$0].isVisible = $1 }
        case 13:
            for index in columns.indices where columns[index].type == .vector {
                columns[index].dimensions = try value.lengthEncodedInteger()
            }
        default: return
        }
        try value.expectEnd()
    }

    /// Hands over one bit for each of `indices`, the highest bit of the first byte first.
    private static func bits(
        _ value: inout WireReader,
        of indices: [Int],
        _ body: (Int, Bool) -> Void
    ) throws(WireError) {
        let bytes = try value.span(count: BitmapView.byteCount(indices.count))
        for (bit, index) in indices.enumerated() { body(index, bytes[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0) }
    }

    /// One collation for all of `indices` with exceptions by ordinal, or one for each.
    private static func collations(
        _ value: inout WireReader,
        of indices: [Int],
        isDefault: Bool,
        columns: inout [Column]
    ) throws(WireError) {
        if isDefault {
            let common = try collation(&value)
            for index in indices { columns[index].collation = common }
            while !value.isAtEnd {
                let offset = value.offset
                let ordinal = try value.lengthEncodedInteger()
                guard ordinal < UInt64(indices.count) else { throw WireError(.invalidValue(ordinal), at: offset) }
                columns[indices[Int(ordinal)]].collation = try collation(&value)
            }
        } else {
            for index in indices { columns[index].collation = try collation(&value) }
        }
    }

    private static func collation(_ value: inout WireReader) throws(WireError) -> Collation {
        let offset = value.offset
        let number = try value.lengthEncodedInteger()
        guard let id = UInt32(exactly: number) else { throw WireError(.invalidValue(number), at: offset) }
        return Collation(rawValue: id)
    }

    private static func labels(
        _ value: inout WireReader,
        of indices: [Int],
        columns: inout [Column]
    ) throws(WireError) {
        for index in indices {
            let count = try value.checkedCount(try value.lengthEncodedInteger(), elementSize: 1)
            var labels: [[UInt8]] = []
            labels.reserveCapacity(count)
            for _ in 0..<count { labels.append([UInt8](copying: try value.lengthEncodedSpan())) }
            columns[index].labels = labels
        }
    }

    private static func primaryKey(
        _ value: inout WireReader,
        hasPrefixes: Bool,
        columnCount: Int,
        key: inout PrimaryKey
    ) throws(WireError) {
        while !value.isAtEnd {
            let offset = value.offset
            let index = try value.lengthEncodedInteger()
            guard index < UInt64(columnCount) else { throw WireError(.invalidValue(index), at: offset) }
            key.columns.append(Int(index))
            guard hasPrefixes else { continue }
            let prefix = try value.lengthEncodedInteger()
            key.prefixes.append(Int(truncatingIfNeeded: min(prefix, UInt64(Int32.max))))
        }
    }
}

extension Column {
    /// Whether the metadata on signedness has a bit for the column.
    var isNumeric: Bool {
        switch wireType {
        case .tiny, .short, .int24, .long, .longLong, .float, .double, .newDecimal, .year: true
        default: false
        }
    }

    /// Whether the metadata on character sets counts the column; the two families differ in GEOMETRY and VECTOR.
    func isCharacter(inMariaDB: Bool) -> Bool {
        switch type {
        case .string, .varchar, .varString, .blob, .tinyBlob, .mediumBlob, .longBlob: true
        case .vector: !inMariaDB
        case .geometry, .varcharCompressed, .blobCompressed: inMariaDB
        default: false
        }
    }
}
