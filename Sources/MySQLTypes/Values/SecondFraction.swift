// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The fraction of a second in temporal values: 0 to 6 digits.
@frozen
public enum SecondFraction {
    /// Bytes that hold so many digits (0 to 6) in the formats since 5.6.
    @inlinable
    @inline(__always)
    public static func byteCount(digits: Int) -> Int { (digits &+ 1) >> 1 }

    /// Microseconds for one unit of what so many bytes (0 to 3) hold.
    @inlinable
    @inline(__always)
    public static func unit(byteCount: Int) -> UInt32 {
        byteCount == 3 ? 1 : byteCount == 2 ? 100 : 10_000
    }

    /// Throws unless there are 0 to 6 digits.
    @inlinable
    @inline(__always)
    public static func check(_ digits: Int, at offset: Int) throws(WireError) {
        guard digits >= 0, digits <= 6 else {
            throw WireError(.invalidValue(UInt64(truncatingIfNeeded: digits)), at: offset)
        }
    }

    /// Ten to the power of 6 less `digits`: microseconds of the last digit.
    static func lastDigit(_ digits: Int) -> Int64 {
        var unit: Int64 = 1
        for _ in digits..<6 { unit *= 10 }
        return unit
    }

    /// Bytes of MariaDB's older formats: for TIME, DATETIME and TIMESTAMP, by digits.
    static let hiresTimeSizes = [3, 4, 4, 5, 5, 5, 6]
    static let hiresDateTimeSizes = [8, 6, 6, 7, 7, 7, 8]
    static let hiresFractionSizes = [0, 1, 1, 2, 2, 3, 3]

    /// Appends the point and the first `digits` digits of `microseconds`; nothing where `digits` is 0.
    static func write(_ microseconds: UInt32, digits: UInt8, to text: inout TextWriter) {
        guard digits > 0 else { return }
        text.append(UInt8(ascii: "."))
        var value = UInt64(microseconds)
        for _ in digits..<6 { value /= 10 }
        text.append(value, minimumDigits: Int(digits))
    }
}
