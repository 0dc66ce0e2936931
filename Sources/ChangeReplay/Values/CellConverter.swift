// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Turns cells of row images into values, whose bytes it puts behind those that a batch has.
enum CellConverter {
    /// The value of a cell.
    ///
    /// - Throws: ``ReplayError`` with code `value` where the log does not tell what the cell means, or where it is not what its
    ///   column says; without a place.
    static func value(
        _ cell: borrowing CellView,
        of column: Column,
        to text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        switch cell {
        case .absent: return .absent
        case .null: return .null
        case .signed(let value):
            guard column.isUnsigned != nil else {
                throw refusal(column, "is not told to be signed or unsigned", "set binlog_row_metadata=FULL")
            }
            return .signed(value)
        case .unsigned(let value): return .unsigned(value)
        case .float(let value): return .float(value)
        case .double(let value): return .double(value)
        case .decimal(let value):
            let start = text.count
            value.write(to: &text)
            return .decimal(start..<text.count)
        case .bits(let value): return .bits(value)
        case .year(let value): return .year(Int(value.year))
        case .date(let value): return .date(value)
        case .time(let value): return .time(value)
        case .dateTime(let value): return .dateTime(value)
        case .timestamp(let value): return .timestamp(value)
        case .enumeration(let index): return try label(index, column, &text)
        case .set(let mask): return try labels(mask, column, &text)
        case .text(let bytes): return try self.text(bytes, column, &text)
        case .binary(let bytes, let length): return try binary(bytes, length, column, &text)
        case .json(let bytes): return try json(bytes, column, &text)
        case .jsonDiff:
            throw refusal(
                column,
                "is told as what changed in a document, and the row before does not have it",
                "set binlog_row_image=FULL, or binlog_row_value_options=''"
            )
        case .geometry(let bytes): return .geometry(copy(bytes, &text))
        case .vector(let bytes): return .vector(copy(bytes, &text))
        case .compressed(let view):
            let plain: [UInt8]
            do throws(WireError) {
                plain = try view.decompressed()
            } catch {
                throw refusal(column, "cannot be decompressed: \(error)")
            }
            if view.isBinary { return .bytes(copy(plain.span, &text)) }
            return try self.text(plain.span, column, &text)
        }
    }

    /// The value of a JSON column whose cell tells what changed since `before`.
    static func json(
        _ diffs: Span<UInt8>,
        since before: Span<UInt8>,
        of column: Column,
        to text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        let document: [UInt8]
        do throws(WireError) {
            document = try JSONDiffs.apply(diffs, to: before)
        } catch {
            throw refusal(column, "is told as a change that does not fit the document before: \(error)")
        }
        return try json(document.span, column, &text)
    }

    /// The bytes of a cell whose value is not known; absent where it has none of its own.
    static func bytes(of cell: borrowing CellView, to text: inout TextWriter) -> ChangeValue {
        switch cell {
        case .null: .null
        case .signed(let value): .signed(value)
        case .enumeration(let index): .unsigned(UInt64(index))
        case .set(let mask): .unsigned(mask)
        case .text(let bytes), .json(let bytes), .jsonDiff(let bytes): .bytes(copy(bytes, &text))
        case .binary(let bytes, _): .bytes(copy(bytes, &text))
        default: .absent
        }
    }

    private static func copy(_ bytes: Span<UInt8>, _ text: inout TextWriter) -> Range<Int> {
        let start = text.count
        text.append(copying: bytes)
        return start..<text.count
    }

    private static func text(
        _ bytes: Span<UInt8>,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        switch column.hint {
        // The log tells no character set of them, and so not that they are none.
        case .uuid?, .inet4?, .inet6?: return try binary(bytes, bytes.count, column, &text)
        default: break
        }
        if column.isBinary { return .bytes(copy(bytes, &text)) }
        return .text(try characters(bytes, column, &text))
    }

    private static func characters(
        _ bytes: Span<UInt8>,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> Range<Int> {
        guard let set = column.characterSet else {
            throw refusal(column, "has text of a character set that is not told", "set binlog_row_metadata=FULL")
        }
        let start = text.count
        guard set.write(bytes, to: &text) else {
            throw refusal(
                column,
                "has bytes that are no text of its character set \(set)",
                "mend the row on the source, or give the column a binary type there"
            )
        }
        return start..<text.count
    }

    private static func binary(
        _ bytes: Span<UInt8>,
        _ length: Int,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        let start = text.count
        do throws(WireError) {
            switch column.hint {
            case .uuid?: try text.append(uuid: bytes)
            case .inet4?: try text.append(inet4: bytes)
            case .inet6?: try text.append(inet6: bytes)
            default:
                text.append(copying: bytes)
                // Zeros at the end of BINARY(n) are not logged; the length is the column's, at most 255.
                for _ in 0..<max(0, min(length, 255) - bytes.count) { text.append(0 as UInt8) }
                return .bytes(start..<text.count)
            }
        } catch {
            throw refusal(column, "has bytes that are no address or UUID: \(error)")
        }
        return .text(start..<text.count)
    }

    private static func json(
        _ bytes: Span<UInt8>,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        let start = text.count
        do throws(WireError) {
            // A column that was made by ALTER may hold no document at all.
            if bytes.isEmpty { text.append("null") } else { try JSONBinaryView(bytes).write(to: &text) }
        } catch {
            throw refusal(column, "has a document that cannot be read: \(error)")
        }
        return .json(start..<text.count)
    }

    private static func label(
        _ index: UInt16,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        guard index > 0 else { return .enumeration(0, label: text.count..<text.count) }
        guard column.labels.indices.contains(Int(index) - 1) else {
            throw refusal(column, "has label \(index) of an ENUM, and \(column.labels.count) labels are told", full)
        }
        let label = column.labels[Int(index) - 1]
        return .enumeration(index, label: try characters(label.span, column, &text))
    }

    private static func labels(
        _ mask: UInt64,
        _ column: Column,
        _ text: inout TextWriter
    ) throws(ReplayError) -> ChangeValue {
        let start = text.count
        guard mask == 0 || 64 - mask.leadingZeroBitCount <= column.labels.count else {
            throw refusal(column, "has labels of a SET that are not told", full)
        }
        for (index, label) in column.labels.enumerated() where index < 64 && mask >> UInt64(index) & 1 != 0 {
            if text.count > start { text.append(UInt8(ascii: ",")) }
            _ = try characters(label.span, column, &text)
        }
        return .set(mask, labels: start..<text.count)
    }

    private static let full = "set binlog_row_metadata=FULL"

    private static func refusal(_ column: Column, _ what: String, _ advice: String? = nil) -> ReplayError {
        ReplayError(.value, "column \(column.name ?? "?") \(what)", advice: advice)
    }
}
