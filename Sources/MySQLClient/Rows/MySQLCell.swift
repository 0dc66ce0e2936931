// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
import MySQLTypes
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
        switch typed {
        case .float(let value)?: return Double(value)
        case .double(let value)?: return value
        default: break
        }
        switch wholeNumber {
        case .signed(let value): return Double(value)
        case .unsigned(let value): return Double(value)
        case nil: return Double(String(repairing: bytes))
        }
    }

    /// The value as text, by the character set of its column; nil where the bytes are no text.
    public var text: String? {
        var text = TextWriter()
        switch typed {
        case .signed(let value)?: return filled("\(value)")
        case .unsigned(let value)?: return filled("\(value)")
        case .float(let value)?: text.append(asServer: value)
        case .double(let value)?: text.append(value)
        case .date(let value)?: value.write(to: &text)
        case .dateTime(let value)?: value.write(to: &text)
        case .time(let value)?: value.write(to: &text)
        case .null?, .bytes?, nil:
            guard let set = column.collation.characterSet, !set.isBinary else { return String(exactly: bytes) }
            return set.decodeExactly(bytes)
        }
        return text.string
    }

    /// What a value that was written by type is; nil for text, and where it is not laid out as its type is.
    var typed: ResultCellView? {
        @_lifetime(copy self)
        get {
            guard format == .binary else { return nil }
            do throws(WireError) {
                return try ResultCellView(binary: bytes, as: CellFormat(column))
            } catch {
                return nil
            }
        }
    }

    private enum WholeNumber {
        case signed(Int64)
        case unsigned(UInt64)
    }

    private var wholeNumber: WholeNumber? {
        if column.type == .bit { return bigEndian.map { .unsigned($0) } }
        switch typed {
        case .signed(let value)?: return .signed(value)
        case .unsigned(let value)?: return .unsigned(value)
        case .null?, .float?, .double?, .date?, .dateTime?, .time?: return nil
        case .bytes?, nil: break
        }
        guard bytes.count <= 20 else { return nil }
        let digits = String(repairing: bytes)
        return Int64(digits).map { .signed($0) } ?? UInt64(digits).map { .unsigned($0) }
    }

    /// The text of a whole number with the zeros in front that its column shows.
    private func filled(_ digits: String) -> String {
        guard column.flags.contains(.zeroFill) || column.type == .year else { return digits }
        let width = column.type == .year ? 4 : Int(min(column.maximumLength, 20))
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// All of the bytes as a number, the first one highest; nil where there are more than 8.
    private var bigEndian: UInt64? {
        guard bytes.count <= 8 else { return nil }
        var value: UInt64 = 0
        for index in 0..<bytes.count { value = value << 8 | UInt64(bytes[index]) }
        return value
    }
}
