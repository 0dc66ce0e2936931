// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What the tools take a statement for, which they tell from its first letters.
///
/// Source: MySQL 9.7, `sql/log_event.h`, `Query_log_event::is_trans_keyword`, `starts_group`, `ends_group`.
struct MySQLBinlogStatement: ~Escapable {
    private let sql: Span<UInt8>

    /// Looks at `sql`.
    @_lifetime(copy sql)
    init(_ sql: Span<UInt8>) {
        self.sql = sql
    }

    /// Whether a transaction begins.
    var startsGroup: Bool { sql.equals("BEGIN") || begins(with: "XA START") }

    /// Whether the transaction ends.
    var endsGroup: Bool {
        sql.equals("COMMIT") || begins(with: "ROLLBACK") && !begins(with: "ROLLBACK TO ")
            || begins(with: "XA ROLLBACK")
    }

    /// Whether the statement controls transactions, and needs no database.
    var isControl: Bool {
        sql.equals("BEGIN") || sql.equals("COMMIT") || begins(with: "SAVEPOINT") || begins(with: "ROLLBACK")
            || begins(with: "XA START") || begins(with: "XA END") || begins(with: "XA PREPARE")
            || begins(with: "XA COMMIT") || begins(with: "XA ROLLBACK")
    }

    /// Whether the statement begins with these capitals, in any case of letters.
    private func begins(with prefix: StaticString) -> Bool {
        let letters = Array(prefix.description.utf8)
        guard sql.count >= letters.count else { return false }
        for index in letters.indices {
            let byte = sql[index]
            let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            guard (isLower ? byte - 0x20 : byte) == letters[index] else { return false }
        }
        return true
    }
}
