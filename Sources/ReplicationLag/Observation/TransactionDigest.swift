// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What a transaction changes, as a number: the same at both ends of a replication, whatever their logs' positions and settings
/// about checksums and compression are.
///
/// Row images count as they are: a replica with another `binlog_row_image` has other ones.
///
/// The function is FNV-1a with 64 bits.
struct TransactionDigest {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Adds a number.
    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(byte: UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    /// Adds bytes, and how many there are.
    mutating func add(_ bytes: Span<UInt8>) {
        add(UInt64(bytes.count))
        for index in bytes.indices { add(byte: bytes[index]) }
    }

    /// Adds what an event changes; events that only frame others change nothing.
    mutating func add(_ event: borrowing BinlogEvent) {
        switch event.body {
        case .rows(let rows):
            add(UInt64(rows.operation.rawValue))
            add(text: rows.table.database)
            add(text: rows.table.table)
            add(rows.images)
        case .query(let query):
            add(query.database)
            add(query.sql)
        default: break
        }
    }

    /// Adds text.
    mutating func add(text: String) {
        add(UInt64(text.utf8.count))
        for byte in text.utf8 { add(byte: byte) }
    }

    private mutating func add(byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
