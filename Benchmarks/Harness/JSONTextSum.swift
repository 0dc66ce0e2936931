// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes
public import MySQLWire

/// Sums up every value, and writes each JSON document as text.
public struct JSONTextSum: RowVisitor {
    /// The sum of the values that are not JSON.
    public var values = ValueSum()
    /// Bytes of JSON text.
    public var textBytes = 0
    /// The first document that could not be written.
    public var problem: WireError?
    /// The document at hand.
    @usableFromInline var text = TextWriter(capacity: 1 << 16)

    /// Begins with 0.
    public init() {}

    /// Does nothing.
    @inlinable
    public mutating func beginImage(_ kind: RowImageKind) {}

    /// Does nothing.
    @inlinable
    public mutating func endImage(_ kind: RowImageKind) {}

    /// Adds a value, or its text.
    @inlinable
    @inline(__always)
    public mutating func visit(_ cell: borrowing CellView, column: Int) {
        switch cell {
        case .json(let bytes): write(bytes)
        default: values.visit(cell, column: column)
        }
    }

    @usableFromInline
    mutating func write(_ document: Span<UInt8>) {
        do throws(WireError) {
            try JSONBinaryView(document).write(to: &text)
        } catch {
            problem = problem ?? error
        }
        textBytes += text.count
        text.removeAll()
    }
}
