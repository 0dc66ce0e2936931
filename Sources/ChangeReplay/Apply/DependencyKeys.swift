// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import MySQLWire

/// What transactions have in common that must not overtake each other, as hashes.
///
/// Two that share no key change different rows, need no row of each other, and take no unique value that the other gives up. A
/// hash that two keys happen to share costs time, and nothing else.
struct DependencyKeys {
    private var keys: Set<UInt64> = []
    private var text = TextWriter(capacity: 256)
    /// Whether something has no hash that says enough: nobody overtakes the transaction then, and it overtakes nobody.
    private(set) var isSerial = false

    /// The keys of what was added; nil where nobody may overtake it.
    var result: [UInt64]? { isSerial ? nil : Array(keys) }

    /// Adds the keys of every change of a batch.
    mutating func add(_ batch: borrowing ChangeBatch) {
        for change in batch.changes where !isSerial {
            let plan = batch.tables[change.table]
            if plan.keys.isEmpty || plan.hasHiddenKeys {
                // Rows of such tables are known by all that they have, or by what nobody tells.
                text.removeAll()
                write(plan.target.name, [])
                insert()
            }
            for key in plan.uniqueKeys { add(key.columns, key.names, plan.target.name, change, batch) }
            for (parent, key) in plan.foreignKeys { add(key.columns, key.names, parent, change, batch) }
        }
    }

    /// Adds the values that a change takes from the columns of a key and gives to them.
    private mutating func add(
        _ columns: [Int],
        _ names: [String],
        _ table: TableName,
        _ change: ChangeBatch.Change,
        _ batch: borrowing ChangeBatch
    ) {
        if let row = change.before {
            let lacks = columns.contains { batch.value(row, $0).isAbsent }
            if lacks {
                // What is not told of the row before did not change, unless it is told of the row after.
                if change.kind == .delete { isSerial = true }
                if let after = change.after, columns.contains(where: { !batch.value(after, $0).isAbsent }) {
                    isSerial = true
                }
            } else {
                add(row, columns, names, table, batch)
            }
        }
        guard let row = change.after, !isSerial else { return }
        let absent = columns.count { batch.value(row, $0).isAbsent }
        if absent == 0 {
            add(row, columns, names, table, batch)
        } else if absent < columns.count || change.kind == .insert {
            // A part of the key alone is told.
            isSerial = true
        }
    }

    private mutating func add(
        _ row: Int,
        _ columns: [Int],
        _ names: [String],
        _ table: TableName,
        _ batch: borrowing ChangeBatch
    ) {
        text.removeAll()
        write(table, names)
        for column in columns {
            let value = batch.value(row, column)
            // Rows with a NULL in a key have no such key.
            if value.isNull { return }
            text.append(0)
            write(value, batch)
        }
        insert()
    }

    private mutating func write(_ table: TableName, _ names: [String]) {
        text.append(text: table.database)
        text.append(0)
        text.append(text: table.table)
        for name in names {
            text.append(1)
            text.append(text: name)
        }
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
    /// What such a collation makes of other characters than those of ASCII is not known here.
    private mutating func fold(_ bytes: Span<UInt8>) {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        for index in 0..<end {
            let byte = bytes[index]
            guard (0x20...0x7e).contains(byte) else {
                isSerial = true
                return
            }
            text.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
    }

    /// Adds what was written.
    private mutating func insert() {
        let hash = DependencyKeys.hash(text.span)
        keys.insert(hash)
    }

    /// FNV-1a.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}
