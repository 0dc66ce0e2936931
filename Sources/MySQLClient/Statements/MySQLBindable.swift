// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
public import MySQLTypes

/// A type whose values can be bound to a place in a statement.
public protocol MySQLBindable {
    /// The value as it is sent.
    var mySQLValue: MySQLValue { get }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// The value as it is sent; what is beyond 64 bits is sent as text.
    public var mySQLValue: MySQLValue { Int64(exactly: self).map { .signed($0) } ?? .text(String(self)) }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The value as it is sent; what is beyond 64 bits is sent as text.
    public var mySQLValue: MySQLValue { UInt64(exactly: self).map { .unsigned($0) } ?? .text(String(self)) }
}

extension Int: MySQLBindable {}
extension Int8: MySQLBindable {}
extension Int16: MySQLBindable {}
extension Int32: MySQLBindable {}
extension Int64: MySQLBindable {}
extension UInt: MySQLBindable {}
extension UInt8: MySQLBindable {}
extension UInt16: MySQLBindable {}
extension UInt32: MySQLBindable {}
extension UInt64: MySQLBindable {}

extension Bool: MySQLBindable {
    /// 1 or 0.
    public var mySQLValue: MySQLValue { .signed(self ? 1 : 0) }
}

extension Float: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .float(self) }
}

extension Double: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .double(self) }
}

extension String: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .text(self) }
}

extension Substring: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .text(String(self)) }
}

extension [UInt8]: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .bytes(self) }
}

extension MySQLDecimal: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .decimal(self) }
}

extension MySQLDate: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .date(self) }
}

extension MySQLDateTime: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .dateTime(self) }
}

extension MySQLTime: MySQLBindable {
    /// The value as it is sent.
    public var mySQLValue: MySQLValue { .time(self) }
}

extension GTIDSet: MySQLBindable {
    /// The set's text.
    public var mySQLValue: MySQLValue { .text(description) }
}

extension MySQLValue: MySQLBindable {
    /// The value itself.
    public var mySQLValue: MySQLValue { self }
}

extension Optional: MySQLBindable where Wrapped: MySQLBindable {
    /// The value as it is sent, NULL for nil.
    public var mySQLValue: MySQLValue { self?.mySQLValue ?? .null }
}
