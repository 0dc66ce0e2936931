// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
public import MySQLTypes
import MySQLWire

/// One value of a row that is not NULL, in place, with the column that it stands in.
///
/// Types read themselves from it: see ``MySQLDecodable``.
public struct MySQLCell: ~Escapable {
    /// How the server wrote the value.
    public enum Format: Sendable, Hashable {
        /// As text: the answer to a statement without places.
        case text
        /// By type: the answer to a prepared statement.
        case binary
    }

    /// The value as the server wrote it, without a length in front.
    public let bytes: Span<UInt8>
    /// What the server tells of the column.
    public let column: ColumnDefinition
    /// How the server wrote the value.
    public let format: Format

    /// Takes a value in place.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, in column: ColumnDefinition, format: Format) {
        self.bytes = bytes
        self.column = column
        self.format = format
    }

    /// The value as a whole number that may be negative; nil where it is none or does not fit.
    public var signed: Int64? {
        switch wholeNumber {
        case .signed(let value): value
        case .unsigned(let value): Int64(exactly: value)
        case nil: nil
        }
    }

    /// The value as a whole number that is not negative; nil where it is none or does not fit.
    public var unsigned: UInt64? {
        switch wholeNumber {
        case .signed(let value): UInt64(exactly: value)
        case .unsigned(let value): value
        case nil: nil
        }
    }

    /// The value as a number with a fraction; nil where it is no number.
    public var double: Double? {
        if format == .binary {
            switch column.type {
            case .float: return littleEndian(4).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
            case .double: return littleEndian(8).map { Double(bitPattern: $0) }
            default: break
            }
        }
        switch wholeNumber {
        case .signed(let value): return Double(value)
        case .unsigned(let value): return Double(value)
        case nil: return Double(String(repairing: bytes))
        }
    }

    /// The value as text, by the character set of its column; nil where the bytes are no text.
    public var text: String? {
        if format == .binary, let text = binaryText { return text }
        guard let set = column.collation.characterSet, !set.isBinary else { return String(exactly: bytes) }
        return set.decodeExactly(bytes)
    }

    private enum WholeNumber {
        case signed(Int64)
        case unsigned(UInt64)
    }

    private var wholeNumber: WholeNumber? {
        if column.type == .bit { return bigEndian.map { .unsigned($0) } }
        if format == .binary, let width = MySQLCell.integerWidth(of: column.type) {
            guard let value = littleEndian(width) else { return nil }
            if column.flags.contains(.unsigned) || column.type == .year { return .unsigned(value) }
            let shift = UInt64(64 - 8 * width)
            return .signed(Int64(bitPattern: value << shift) >> Int64(shift))
        }
        if format == .binary, [.float, .double, .date, .dateTime, .timestamp, .time].contains(column.type) { return nil }
        guard bytes.count <= 20 else { return nil }
        let digits = String(repairing: bytes)
        return Int64(digits).map { .signed($0) } ?? UInt64(digits).map { .unsigned($0) }
    }

    /// The text of a value that was written by type; nil where it was written as text.
    private var binaryText: String? {
        switch column.type {
        case .float: return littleEndian(4).map { "\(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))" }
        case .double: return littleEndian(8).map { "\(Double(bitPattern: $0))" }
        case .date, .newDate: return date?.description
        case .dateTime, .timestamp: return dateTime?.description
        case .time: return time?.description
        default: break
        }
        guard MySQLCell.integerWidth(of: column.type) != nil else { return nil }
        var text =
            switch wholeNumber {
            case .signed(let value): "\(value)"
            case .unsigned(let value): "\(value)"
            case nil: ""
            }
        let width = column.type == .year ? 4 : Int(min(column.maximumLength, 20))
        if column.flags.contains(.zeroFill) || column.type == .year, text.utf8.count < width {
            text = String(repeating: "0", count: width - text.utf8.count) + text
        }
        return text
    }

    /// Bytes of a value that is written as a whole number of fixed width; nil for other types.
    private static func integerWidth(of type: ColumnType) -> Int? {
        switch type {
        case .tiny, .bool: 1
        case .short, .year: 2
        case .long, .int24: 4
        case .longLong: 8
        default: nil
        }
    }

    /// All of the bytes as a number, the first one lowest; nil where there are not `width`.
    private func littleEndian(_ width: Int) -> UInt64? {
        guard bytes.count == width else { return nil }
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(bytes[index]) << UInt64(8 * index) }
        return value
    }

    /// All of the bytes as a number, the first one highest; nil where there are more than 8.
    private var bigEndian: UInt64? {
        guard bytes.count <= 8 else { return nil }
        var value: UInt64 = 0
        for index in 0..<bytes.count { value = value << 8 | UInt64(bytes[index]) }
        return value
    }
}
