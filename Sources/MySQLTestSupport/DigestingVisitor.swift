// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLTypes

/// Sums up every value of a rows event.
public struct DigestingVisitor: RowVisitor {
    /// Follows from every value.
    public private(set) var digest = Digest()
    /// Values seen so far.
    public private(set) var values = 0
    private var text = TextWriter()

    /// Begins.
    public init() {}

    /// Takes note that an image begins.
    public mutating func beginImage(_ kind: RowImageKind) {
        digest.add(kind == .before ? 1 : 2)
    }

    /// Takes note that an image ends.
    public mutating func endImage(_ kind: RowImageKind) {
        digest.add(kind == .before ? 3 : 4)
    }

    /// Takes note of a value.
    public mutating func visit(_ cell: borrowing CellView, column: Int) {
        values += 1
        digest.add(UInt64(column))
        text.removeAll()
        switch cell {
        case .absent: digest.add(5)
        case .null: digest.add(6)
        case .signed(let value): digest.add(UInt64(bitPattern: value))
        case .unsigned(let value): digest.add(value)
        case .float(let value):
            digest.add(UInt64(value.bitPattern))
            text.append(value)
            text.append(asServer: value)
        case .double(let value):
            digest.add(value.bitPattern)
            text.append(value)
        case .decimal(let value): value.write(to: &text)
        case .bits(let value): value.write(to: &text)
        case .year(let value): value.write(to: &text)
        case .date(let value): value.write(to: &text)
        case .time(let value): value.write(to: &text)
        case .dateTime(let value): value.write(to: &text)
        case .timestamp(let value):
            value.write(to: &text)
            value.writeEpoch(to: &text)
        case .enumeration(let index): digest.add(UInt64(index))
        case .set(let mask): digest.add(mask)
        case .text(let bytes), .json(let bytes), .jsonDiff(let bytes), .geometry(let bytes), .vector(let bytes):
            digest.add(bytes)
        case .binary(let bytes, let paddedTo):
            digest.add(bytes)
            digest.add(UInt64(paddedTo))
        case .compressed(let value): digest.add(value.stored)
        }
        let written = text.bytes
        digest.add(written.span)
    }
}
