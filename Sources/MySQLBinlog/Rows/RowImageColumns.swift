// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Which of a table's columns the images of an event carry, of tables of at most 64 columns.
@frozen
@usableFromInline
struct RowImageColumns {
    /// A bit for each column that is carried, the first lowest.
    @usableFromInline let bits: UInt64
    /// Bytes of the bitmap that tells which of them are NULL.
    @usableFromInline let bitmapWidth: Int
    /// Whether every column is carried.
    @usableFromInline let areAll: Bool

    /// Takes the bits of `count` columns, 1 to 64.
    @inlinable
    init(_ bits: UInt64, of count: Int) {
        self.bits = bits
        // Counting bits takes a dozen steps, and nearly all images carry every column.
        areAll = bits == .max &>> (64 &- UInt64(truncatingIfNeeded: count))
        bitmapWidth = BitmapView.byteCount(areAll ? count : bits.nonzeroBitCount)
    }

    /// Whether images carry the column, which is below 64.
    @inlinable
    @inline(__always)
    func contains(_ column: Int) -> Bool { bits &>> UInt64(truncatingIfNeeded: column) & 1 != 0 }

    /// A bit for each column without a value, from the bits that tell which of those carried are NULL.
    @usableFromInline
    func empty(_ nulls: UInt64) -> UInt64 {
        var empty = ~bits
        var left = bits
        var nulls = nulls
        while left != 0 {
            // The lowest bit that is set.
            if nulls & 1 != 0 { empty |= left & (0 &- left) }
            nulls >>= 1
            left &= left &- 1
        }
        return empty
    }
}
