// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// How fractions of a second are stored: 0 to 6 decimal digits in as few bytes as hold them.
@usableFromInline
@frozen
enum FractionalSeconds {
    /// The most digits any server keeps.
    @usableFromInline static var maximumDigits: Int {
        @inlinable get { 6 }
    }

    /// 10 to the power of `exponent`; 1 below 1, and a million from 6 on.
    @inlinable
    @inline(__always)
    static func powerOfTen(_ exponent: Int) -> UInt32 {
        switch exponent {
        case ..<1: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        default: 1_000_000
        }
    }

    /// Bytes of the fraction in the current formats, where two digits take one byte.
    @inlinable
    @inline(__always)
    static func byteCount(_ digits: Int) -> Int { (digits &+ 1) >> 1 }

    /// Microseconds that one unit of a fraction of `byteCount` bytes stands for.
    @inlinable
    @inline(__always)
    static func unit(byteCount: Int) -> UInt32 {
        switch byteCount {
        case 1: 10_000
        case 2: 100
        default: 1
        }
    }

    /// Whether a column can have `digits`.
    @inlinable
    @inline(__always)
    static func isLegal(_ digits: Int) -> Bool { UInt(bitPattern: digits) <= 6 }

    /// Throws unless a column can have `digits`.
    @inlinable
    @inline(__always)
    static func check(_ digits: Int, at offset: Int) throws(WireError) {
        guard isLegal(digits) else { throw WireError(.invalidValue(UInt64(truncatingIfNeeded: digits)), at: offset) }
    }

    /// `digits`, or 6 where it is more.
    @inlinable
    @inline(__always)
    static func clamped(_ digits: UInt8) -> Int { Int(min(digits, 6)) }
}
