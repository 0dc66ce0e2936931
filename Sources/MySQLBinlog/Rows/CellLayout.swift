// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// How one column's value lies in a row image: worked out once for a table map, so that a row costs one switch a column.
@frozen
@usableFromInline
struct CellLayout: Sendable, Hashable {
    /// What the bytes are.
    @usableFromInline
    enum Kind: UInt8, Sendable {
        // The most frequent first: integers, then text behind a length of 1 or 2 bytes.
        case signed, unsigned
        case shortText
        case float, double, decimal, bits, year, date
        case time, dateTime, timestamp
        case oldTime, oldDateTime, oldTimestamp
        case hiresTime, hiresDateTime, hiresTimestamp
        case enumeration, set
        case text, binary
        case json, geometry, vector
        case compressedText, compressedBinary
        case null
        case unsupported
    }

    /// What the bytes are.
    @usableFromInline var kind: Kind
    /// Bytes of the value where they are fixed, or of the length in front of it.
    @usableFromInline var width: UInt8
    /// Digits of a decimal, bits of a BIT, bits that an integer leaves free of 64.
    @usableFromInline var first: UInt8
    /// Digits behind the point.
    @usableFromInline var second: UInt8
    /// Bytes to which a BINARY is filled up with zeros; 0 where it is not.
    @usableFromInline var padding: UInt16
    /// Whether ``width`` is that of a length.
    @usableFromInline var isVariable: Bool

    init(
        _ kind: Kind,
        width: Int = 0,
        first: Int = 0,
        second: Int = 0,
        padding: Int = 0,
        isVariable: Bool = false
    ) {
        self.kind = kind
        // Every caller passes what a metadata byte or a table of this file gave: all below 256, padding below 65,536.
        self.width = UInt8(truncatingIfNeeded: width)
        self.first = UInt8(truncatingIfNeeded: first)
        self.second = UInt8(truncatingIfNeeded: second)
        self.padding = UInt16(truncatingIfNeeded: padding)
        self.isVariable = isVariable
    }
}

extension CellLayout {
    /// Whether it is an integer.
    @inlinable
    @inline(__always)
    var isInteger: Bool { kind.rawValue <= Kind.unsigned.rawValue }

    /// Whether it is a time in the format before 5.6, in which MariaDB's columns may have a fraction.
    var isOldTemporal: Bool { kind == .oldTime || kind == .oldDateTime || kind == .oldTimestamp }

    /// The layout of values of `column`; `unsupported` where nothing here can read them.
    init(_ column: Column) {
        let metadata = column.metadata
        switch column.type {
        case .tiny: self.init(integer: column, width: 1)
        case .short: self.init(integer: column, width: 2)
        case .int24: self.init(integer: column, width: 3)
        case .long: self.init(integer: column, width: 4)
        case .longLong: self.init(integer: column, width: 8)
        case .float: self.init(metadata.length == 4 ? .float : .unsupported, width: 4)
        case .double: self.init(metadata.length == 8 ? .double : .unsupported, width: 8)
        case .newDecimal:
            let size = MySQLDecimal.packedSize(precision: metadata.precision, scale: metadata.scale)
            self.init(
                size == nil ? .unsupported : .decimal,
                width: size ?? 0,
                first: metadata.precision,
                second: metadata.scale
            )
        case .bit:
            let isLegal = metadata.bitCount >= 1 && metadata.bitCount <= 64
            self.init(isLegal ? .bits : .unsupported, width: (metadata.bitCount + 7) / 8, first: metadata.bitCount)
        case .year: self.init(.year, width: 1)
        case .date, .newDate: self.init(.date, width: 3)
        case .time2: self.init(fraction: metadata.scale, .time, whole: 3)
        case .dateTime2: self.init(fraction: metadata.scale, .dateTime, whole: 5)
        case .timestamp2: self.init(fraction: metadata.scale, .timestamp, whole: 4)
        case .time, .dateTime, .timestamp: self.init(oldTemporal: column)
        case .enum:
            self.init(
                metadata.length == 1 || metadata.length == 2 ? .enumeration : .unsupported,
                width: metadata.length
            )
        case .set: self.init(metadata.length >= 1 && metadata.length <= 8 ? .set : .unsupported, width: metadata.length)
        case .string, .varchar, .varString: self.init(string: column)
        case .blob, .tinyBlob, .mediumBlob, .longBlob:
            self.init(column.isBinary ? .binary : .text, blob: metadata)
        case .json: self.init(.json, blob: metadata)
        case .geometry: self.init(.geometry, blob: metadata)
        case .vector: self.init(.vector, blob: metadata)
        case .blobCompressed:
            self.init(column.isBinary ? .compressedBinary : .compressedText, blob: metadata)
        case .varcharCompressed:
            self.init(
                column.isBinary ? .compressedBinary : .compressedText,
                width: metadata.length < 256 ? 1 : 2,
                isVariable: true
            )
        case .null: self.init(.null)
        default: self.init(.unsupported)
        }
    }

    private init(integer column: Column, width: Int) {
        self.init(column.isUnsigned == true ? .unsigned : .signed, width: width, first: 64 - 8 * width)
    }

    private init(fraction digits: Int, _ kind: Kind, whole: Int) {
        self.init(digits <= 6 ? kind : .unsupported, width: whole + (digits + 1) / 2, second: digits)
    }

    private init(oldTemporal column: Column) {
        if case .hiresTemporal(let digits)? = column.hint, digits > 0 {
            let kind: Kind
            let size: Int?
            switch column.type {
            case .time: (kind, size) = (.hiresTime, MySQLTime.hiresSize(fractionalDigits: digits))
            case .dateTime: (kind, size) = (.hiresDateTime, MySQLDateTime.hiresSize(fractionalDigits: digits))
            default: (kind, size) = (.hiresTimestamp, MySQLTimestamp.hiresSize(fractionalDigits: digits))
            }
            self.init(size == nil ? .unsupported : kind, width: size ?? 0, second: digits)
            return
        }
        switch column.type {
        case .time: self.init(.oldTime, width: 3)
        case .dateTime: self.init(.oldDateTime, width: 8)
        default: self.init(.oldTimestamp, width: 4)
        }
    }

    private init(string column: Column) {
        let length = column.metadata.length
        let isBinary = column.isBinary
        // A fixed-length string loses what fills it up: spaces mean nothing, zeros of a BINARY do.
        let padding = isBinary && column.type == .string ? length : 0
        let isShort = length < 256
        self.init(isBinary ? .binary : .shortText, width: isShort ? 1 : 2, padding: padding, isVariable: true)
    }

    private init(_ kind: Kind, blob metadata: ColumnMetadata) {
        let isLegal = metadata.length >= 1 && metadata.length <= 4
        self.init(isLegal ? kind : .unsupported, width: metadata.length, isVariable: true)
    }
}
