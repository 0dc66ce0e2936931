// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

extension WireReader {
    /// The next value, laid out as `layout` tells.
    @inlinable
    @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    mutating func cell(_ layout: CellLayout) throws(WireError) -> CellView {
        switch layout.kind {
        case .signed: return .signed(try signed(width: Int(layout.width)))
        case .unsigned: return .unsigned(try littleEndian(width: Int(layout.width)))
        case .float: return .float(try float())
        case .double: return .double(try double())
        case .decimal:
            return .decimal(try MySQLDecimal(from: &self, precision: Int(layout.first), scale: Int(layout.second)))
        case .bits: return .bits(try MySQLBitString(from: &self, bitCount: Int(layout.first)))
        case .year: return .year(MySQLYear(rawValue: try uint8()))
        case .date: return .date(try MySQLDate(from: &self))
        case .time: return .time(try MySQLTime(from: &self, fractionalDigits: Int(layout.second)))
        case .dateTime: return .dateTime(try MySQLDateTime(from: &self, fractionalDigits: Int(layout.second)))
        case .timestamp: return .timestamp(try MySQLTimestamp(from: &self, fractionalDigits: Int(layout.second)))
        case .enumeration:
            return .enumeration(UInt16(truncatingIfNeeded: try littleEndian(width: Int(layout.width))))
        case .set: return .set(try littleEndian(width: Int(layout.width)))
        case .text, .shortText: return .text(try lengthPrefixedSpan(width: Int(layout.width)))
        case .binary:
            return .binary(try lengthPrefixedSpan(width: Int(layout.width)), paddedTo: Int(layout.padding))
        case .json: return .json(try lengthPrefixedSpan(width: Int(layout.width)))
        default: return try rareCell(layout)
        }
    }

    /// The next `width` bytes (1 to 8), little-endian, with a sign.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func signed(width: Int) throws(WireError) -> Int64 {
        let shift = 64 &- Int64(truncatingIfNeeded: width &* 8)
        return (Int64(truncatingIfNeeded: try littleEndian(width: width)) &<< shift) &>> shift
    }

    /// The next value, of a kind that is seldom seen.
    @usableFromInline
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    mutating func rareCell(_ layout: CellLayout) throws(WireError) -> CellView {
        let digits = Int(layout.second)
        switch layout.kind {
        case .oldTime: return .time(try MySQLTime(fromOld: &self))
        case .oldDateTime: return .dateTime(try MySQLDateTime(fromOld: &self))
        case .oldTimestamp: return .timestamp(try MySQLTimestamp(fromOld: &self))
        case .hiresTime: return .time(try MySQLTime(fromHires: &self, fractionalDigits: digits))
        case .hiresDateTime: return .dateTime(try MySQLDateTime(fromHires: &self, fractionalDigits: digits))
        case .hiresTimestamp: return .timestamp(try MySQLTimestamp(fromHires: &self, fractionalDigits: digits))
        case .geometry: return .geometry(try lengthPrefixedSpan(width: Int(layout.width)))
        case .vector: return .vector(try lengthPrefixedSpan(width: Int(layout.width)))
        case .compressedText:
            return .compressed(CompressedColumnView(try lengthPrefixedSpan(width: Int(layout.width)), isBinary: false))
        case .compressedBinary:
            return .compressed(CompressedColumnView(try lengthPrefixedSpan(width: Int(layout.width)), isBinary: true))
        case .null: return .null
        default: throw WireError(.invalidValue(UInt64(layout.kind.rawValue)), at: offset)
        }
    }

    /// Bytes behind a little-endian length of `width` (1 to 4) bytes.
    @inlinable
    @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    mutating func lengthPrefixedSpan(width: Int) throws(WireError) -> Span<UInt8> {
        try span(count: Int(truncatingIfNeeded: try littleEndian(width: width)))
    }

    /// Steps over the next value without looking at it.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func skipCell(_ layout: CellLayout) throws(WireError) {
        if layout.isVariable {
            try advance(Int(truncatingIfNeeded: try littleEndian(width: Int(layout.width))))
        } else {
            guard layout.kind != .unsupported else {
                throw WireError(.invalidValue(UInt64(layout.kind.rawValue)), at: offset)
            }
            try advance(Int(layout.width))
        }
    }
}
