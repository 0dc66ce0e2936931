// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Hashes of the values that rows have in keys, by which equal ones find each other.
///
/// What any collation of a target may hold to be equal has the same hash as far as ASCII goes; what differs may have the same, too.
struct KeyHash {
    private var text = TextWriter(capacity: 256)
    /// Whether there was text of which nobody knows here what a collation holds to be equal to it.
    private(set) var isUncertain = false

    /// The hash of a row's values in a key; nil where one is NULL or not told, so that the row has no such key.
    mutating func hash(
        _ row: Int,
        _ key: TablePlan.ValueKey,
        _ table: TableName,
        _ batch: borrowing ChangeBatch
    ) -> UInt64? {
        text.removeAll()
        write(table)
        for name in key.names {
            text.append(1)
            text.append(text: name)
        }
        return hash(row, key.columns, batch)
    }

    /// The hash of a row's values in columns of a table of the batch; nil as above.
    mutating func hash(_ row: Int, of table: Int, _ columns: [Int], _ batch: borrowing ChangeBatch) -> UInt64? {
        text.removeAll()
        text.append(table)
        return hash(row, columns, batch)
    }

    /// The hash of a table as a whole.
    mutating func hash(_ table: TableName) -> UInt64 {
        text.removeAll()
        write(table)
        return KeyHash.hash(text.span)
    }

    private mutating func hash(_ row: Int, _ columns: [Int], _ batch: borrowing ChangeBatch) -> UInt64? {
        for column in columns {
            let value = batch.value(row, column)
            if value.isNull || value.isAbsent { return nil }
            text.append(0)
            write(value, batch)
        }
        return KeyHash.hash(text.span)
    }

    private mutating func write(_ table: TableName) {
        text.append(text: table.database)
        text.append(0)
        text.append(text: table.table)
    }

    /// Appends a value so that all that the target may hold to be equal is the same.
    private mutating func write(_ value: ChangeValue, _ batch: borrowing ChangeBatch) {
        switch value {
        case .absent, .null: break
        case .signed(let value): text.append(value)
        case .unsigned(let value): text.append(value)
        case .bits(let value): text.append(value.value)
        case .year(let value): text.append(Int64(value))
        case .float(let value): text.append(value == 0 ? 0 : Double(value))
        case .double(let value): text.append(value == 0 ? 0 : value)
        case .date(let value): value.write(to: &text)
        case .time(let value): value.write(to: &text)
        case .dateTime(let value): value.write(to: &text)
        case .timestamp(let value): value.write(to: &text)
        case .decimal(let range), .bytes(let range), .geometry(let range), .vector(let range):
            text.append(copying: batch.bytes(range))
        case .text(let range), .json(let range), .enumeration(_, label: let range), .set(_, labels: let range):
            fold(batch.bytes(range))
        }
    }

    /// Appends text as the most tolerant collation sees it: without case, and without spaces at the end.
    ///
    /// What such a collation makes of other characters than those of ASCII is not known here: they stay as they are.
    private mutating func fold(_ bytes: Span<UInt8>) {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        for index in 0..<end {
            let byte = bytes[index]
            if !(0x20...0x7e).contains(byte) { isUncertain = true }
            text.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
    }

    /// FNV-1a.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}
