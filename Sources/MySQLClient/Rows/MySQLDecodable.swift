// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
import MySQLWire

/// A type that values of rows can be decoded as.
///
/// ```swift
/// struct AccountNumber: MySQLDecodable {
///     let digits: String
///     init?(_ cell: borrowing MySQLCell) {
///         guard let digits = cell.text, digits.utf8.count == 10 else { return nil }
///         self.digits = digits
///     }
/// }
/// ```
public protocol MySQLDecodable {
    /// Reads a value that is not NULL; nil where it is no value of this type.
    init?(_ cell: borrowing MySQLCell)

    /// What NULL is; nil where this type has nothing for it, as for all but optionals.
    static var mySQLNull: Self? { get }
}

extension MySQLDecodable {
    /// Nothing: NULL is an error.
    public static var mySQLNull: Self? { nil }
}

extension Optional: MySQLDecodable where Wrapped: MySQLDecodable {
    /// Reads what the value is if it is not NULL.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = Wrapped(cell) else { return nil }
        self = .some(value)
    }

    /// Nil.
    public static var mySQLNull: Wrapped?? { .some(.none) }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// Reads a whole number that fits.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.signed, let exact = Self(exactly: value) else { return nil }
        self = exact
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// Reads a whole number that fits.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.unsigned, let exact = Self(exactly: value) else { return nil }
        self = exact
    }
}

extension Int: MySQLDecodable {}
extension Int8: MySQLDecodable {}
extension Int16: MySQLDecodable {}
extension Int32: MySQLDecodable {}
extension Int64: MySQLDecodable {}
extension UInt: MySQLDecodable {}
extension UInt8: MySQLDecodable {}
extension UInt16: MySQLDecodable {}
extension UInt32: MySQLDecodable {}
extension UInt64: MySQLDecodable {}

extension Bool: MySQLDecodable {
    /// Reads 0 or 1.
    public init?(_ cell: borrowing MySQLCell) {
        switch cell.signed {
        case 0: self = false
        case 1: self = true
        default: return nil
        }
    }
}

extension Double: MySQLDecodable {
    /// Reads any number; what has more digits than fit is rounded.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.double else { return nil }
        self = value
    }
}

extension Float: MySQLDecodable {
    /// Reads any number; what has more digits than fit is rounded.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.double else { return nil }
        self = Float(value)
    }
}

extension String: MySQLDecodable {
    /// Reads text by the column's character set, and of every other type the text that the server prints.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.text else { return nil }
        self = value
    }
}

extension [UInt8]: MySQLDecodable {
    /// Takes the bytes as they were sent.
    public init?(_ cell: borrowing MySQLCell) {
        self = [UInt8](copying: cell.bytes)
    }
}

extension MySQLDecimal: MySQLDecodable {
    /// Reads a decimal or whole number, with the digits that it has.
    public init?(_ cell: borrowing MySQLCell) {
        guard let text = cell.text else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let scale = parts.count == 2 ? parts[1].utf8.count : 0
        let digits = parts[0].utf8.filter { $0 >= 48 && $0 <= 57 }.count
        self.init(text, precision: max(1, digits + scale), scale: scale)
    }
}

extension MySQLDate: MySQLDecodable {
    /// Reads a day, also of a value that has a time.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.date else { return nil }
        self = value
    }
}

extension MySQLDateTime: MySQLDecodable {
    /// Reads a day and a time.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.dateTime else { return nil }
        self = value
    }
}

extension MySQLTime: MySQLDecodable {
    /// Reads a length of time.
    public init?(_ cell: borrowing MySQLCell) {
        guard let value = cell.time else { return nil }
        self = value
    }
}

extension GTIDSet: MySQLDecodable {
    /// Reads the text of a set.
    public init?(_ cell: borrowing MySQLCell) {
        guard let text = cell.text else { return nil }
        do throws(GTIDSyntaxError) {
            try self.init(text)
        } catch {
            return nil
        }
    }
}
