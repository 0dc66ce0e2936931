// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A type whose values can be bound to a place in a statement.
public protocol MySQLBindable {
    /// The value as it is sent.
    var mySQLParameter: MySQLParameter { get }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// The value as it is sent; what is beyond 64 bits is sent as text.
    public var mySQLParameter: MySQLParameter { Int64(exactly: self).map { .signed($0) } ?? .text(String(self)) }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The value as it is sent; what is beyond 64 bits is sent as text.
    public var mySQLParameter: MySQLParameter { UInt64(exactly: self).map { .unsigned($0) } ?? .text(String(self)) }
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
    public var mySQLParameter: MySQLParameter { .signed(self ? 1 : 0) }
}

extension Float: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .float(self) }
}

extension Double: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .double(self) }
}

extension String: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .text(self) }
}

extension Substring: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .text(String(self)) }
}

extension [UInt8]: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .bytes(self) }
}

extension MySQLDecimal: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .decimal(self) }
}

extension MySQLDate: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .date(self) }
}

extension MySQLDateTime: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .dateTime(self) }
}

extension MySQLTime: MySQLBindable {
    /// The value as it is sent.
    public var mySQLParameter: MySQLParameter { .time(self) }
}

extension GTIDSet: MySQLBindable {
    /// The set's text.
    public var mySQLParameter: MySQLParameter { .text(description) }
}

extension MySQLParameter: MySQLBindable {
    /// The value itself.
    public var mySQLParameter: MySQLParameter { self }
}

extension Optional: MySQLBindable where Wrapped: MySQLBindable {
    /// The value as it is sent, NULL for nil.
    public var mySQLParameter: MySQLParameter { self?.mySQLParameter ?? .null }
}
