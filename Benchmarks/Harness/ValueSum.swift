// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// Sums up every value that it is shown, so that the compiler leaves none out.
@frozen
public struct ValueSum: RowVisitor {
    /// The sum.
    public var total: UInt64 = 0

    /// Begins with 0.
    @inlinable
    public init() {}

    /// Does nothing.
    @inlinable
    public mutating func beginImage(_ kind: RowImageKind) {}

    /// Does nothing.
    @inlinable
    public mutating func endImage(_ kind: RowImageKind) {}

    /// Adds a value.
    @inlinable
    @inline(__always)
    public mutating func visit(_ cell: borrowing CellView, column: Int) {
        switch cell {
        case .null, .absent: total &+= 1
        case .signed(let value): total &+= UInt64(bitPattern: value)
        case .unsigned(let value): total &+= value
        case .text(let bytes), .json(let bytes), .geometry(let bytes), .vector(let bytes):
            total &+= UInt64(bytes.count)
        case .binary(let bytes, _): total &+= UInt64(bytes.count)
        case .decimal(let value): total &+= UInt64(truncatingIfNeeded: value.words[0])
        case .dateTime(let value): total &+= UInt64(truncatingIfNeeded: value.microseconds)
        case .timestamp(let value): total &+= UInt64(truncatingIfNeeded: value.seconds)
        case .double(let value): total &+= value.bitPattern
        default: total &+= 2
        }
    }
}
