// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What a statement does to the transaction that it stands in.
enum TransactionControl: Sendable, Hashable {
    /// `BEGIN` and `START TRANSACTION`.
    case begin
    /// `COMMIT`.
    case commit
    /// `ROLLBACK`, of the whole transaction.
    case rollback
    /// `SAVEPOINT`, `ROLLBACK TO` and `RELEASE SAVEPOINT`.
    case savepoint
    /// `XA START` and `XA END`.
    case xaBlock
    /// `XA COMMIT` and `XA ROLLBACK`.
    case xaEnd

    /// What `sql` does; nil where it is no such statement.
    init?(_ sql: Span<UInt8>) {
        let first = TransactionControl.word(0, of: sql)
        let second = TransactionControl.word(1, of: sql)
        switch first {
        case "BEGIN": self = .begin
        case "START" where second == "TRANSACTION": self = .begin
        case "COMMIT": self = .commit
        case "ROLLBACK" where second == "TO": self = .savepoint
        case "ROLLBACK": self = .rollback
        case "SAVEPOINT": self = .savepoint
        case "RELEASE" where second == "SAVEPOINT": self = .savepoint
        case "XA" where second == "START" || second == "BEGIN" || second == "END": self = .xaBlock
        case "XA" where second == "COMMIT" || second == "ROLLBACK": self = .xaEnd
        default: return nil
        }
    }

    /// The word of this ordinal in capitals; empty where there is none, or it is longer than any of interest.
    private static func word(_ ordinal: Int, of sql: Span<UInt8>) -> String {
        var index = 0
        for current in 0...ordinal {
            while index < sql.count, !isLetter(sql[index]) {
                // Anything but white space in front of a word begins something else.
                guard sql[index] == 0x20 || (0x09...0x0d).contains(sql[index]) else { return "" }
                index += 1
            }
            let start = index
            while index < sql.count, isLetter(sql[index]) { index += 1 }
            guard current == ordinal else { continue }
            guard index - start <= 16 else { return "" }
            return String(repairing: sql.extracting(start..<index)).uppercased()
        }
        return ""
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
