// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes

/// What it takes to read the binary values of a column.
package struct CellFormat: Sendable, Hashable {
    /// The type of the values.
    package var type: ColumnType
    /// Whether integers are unsigned.
    package var isUnsigned: Bool
    /// Digits behind the point of a time; 6 where the column does not tell.
    package var fractionalDigits: UInt8

    /// Takes all three.
    package init(type: ColumnType, isUnsigned: Bool = false, fractionalDigits: UInt8 = 0) {
        self.type = type
        self.isUnsigned = isUnsigned
        self.fractionalDigits = fractionalDigits
    }

    /// Takes what the definition of the column says.
    package init(_ column: ColumnDefinition) {
        type = column.type
        isUnsigned = column.flags.contains(.unsigned)
        // 31 and 39 stand for "not fixed"; no time has more than 6.
        fractionalDigits = min(column.decimals, 6)
    }

    /// How the bytes of a value are found.
    var extent: Extent {
        switch type {
        case .tiny: .fixed(1)
        case .short, .year: .fixed(2)
        case .long, .int24, .float: .fixed(4)
        case .longLong, .double: .fixed(8)
        case .date, .newDate, .dateTime, .timestamp, .dateTime2, .timestamp2, .time, .time2: .counted
        default: .lengthEncoded
        }
    }

    /// The ways to tell how long a value is.
    enum Extent {
        /// Always this many bytes.
        case fixed(Int)
        /// A byte of length, then the value.
        case counted
        /// A length-encoded length, then the value.
        case lengthEncoded
    }
}
