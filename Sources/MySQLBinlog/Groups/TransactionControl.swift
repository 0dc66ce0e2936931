// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What a statement does to the transaction that it stands in.
///
/// Servers write these statements themselves, so they are told by their first words.
///
/// Source: MySQL 9.7, `sql/binlog.cc`; `sql/xa.cc`.
public enum TransactionControl: Sendable, Hashable {
    /// `BEGIN` and `START TRANSACTION`.
    case begin
    /// `COMMIT`.
    case commit
    /// `ROLLBACK`, of the whole transaction.
    case rollback
    /// `SAVEPOINT` and `RELEASE SAVEPOINT`.
    case savepoint
    /// `ROLLBACK TO`: what came behind the savepoint is void, but for changes of tables without transactions.
    case rollbackToSavepoint
    /// `XA START` and `XA END`.
    case xaBlock
    /// `XA PREPARE`, of servers that write no event for it.
    case xaPrepare
    /// `XA COMMIT`, in one phase or two.
    case xaCommit
    /// `XA ROLLBACK`.
    case xaRollback

    /// What `sql` does; nil where it is no such statement.
    public init?(_ sql: Span<UInt8>) {
        if sql.count == 5, sql.word(at: 0) | 0x20_2020_2020 == TransactionControl.beginInLowerCase {
            self = .begin
            return
        }
        let first = Word(in: sql, from: 0)
        // Most statements are told by their first letter.
        guard let letter = first.letter(in: sql) else { return nil }
        switch letter {
        case UInt8(ascii: "b") where first.equals("begin", in: sql): self = .begin
        case UInt8(ascii: "c") where first.equals("commit", in: sql): self = .commit
        case UInt8(ascii: "s") where first.equals("savepoint", in: sql): self = .savepoint
        case UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "x"):
            self.init(first, Word(in: sql, from: first.range.upperBound), in: sql)
        default: return nil
        }
    }

    /// `begin`, the first letter lowest: what servers write for most transactions, told in one comparison.
    private static let beginInLowerCase: UInt64 = 0x6e_6967_6562

    private init?(_ first: Word, _ second: Word, in sql: Span<UInt8>) {
        if first.equals("start", in: sql), second.equals("transaction", in: sql) {
            self = .begin
        } else if first.equals("rollback", in: sql) {
            let isWork = second.equals("work", in: sql)
            let third = isWork ? Word(in: sql, from: second.range.upperBound) : second
            self = third.equals("to", in: sql) ? .rollbackToSavepoint : .rollback
        } else if first.equals("release", in: sql), second.equals("savepoint", in: sql) {
            self = .savepoint
        } else if first.equals("xa", in: sql) {
            if second.equals("start", in: sql) || second.equals("begin", in: sql) || second.equals("end", in: sql) {
                self = .xaBlock
            } else if second.equals("prepare", in: sql) {
                self = .xaPrepare
            } else if second.equals("commit", in: sql) {
                self = .xaCommit
            } else if second.equals("rollback", in: sql) {
                self = .xaRollback
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    /// Whether `sql` is `CREATE TABLE … START TRANSACTION`: what CREATE TABLE … SELECT is since 8.0.21, with rows behind it.
    static func createsAndBegins(_ sql: Span<UInt8>) -> Bool {
        guard Word(in: sql, from: 0).equals("create", in: sql) else { return false }
        var end = sql.count
        while end > 0, sql[end - 1] <= 0x20 { end -= 1 }
        // The words, and one byte that parts them from what stands before.
        let start = end - 18
        guard start > 0, sql[start] == 0x20 || sql[start] == UInt8(ascii: ")") else { return false }
        let first = Word(in: sql, from: start + 1)
        let last = Word(in: sql, from: first.range.upperBound)
        return first.equals("start", in: sql) && last.equals("transaction", in: sql) && last.range.upperBound == end
    }
}

/// A run of letters in a statement.
private struct Word {
    /// Where it stands; empty where no letter follows the white space.
    let range: Range<Int>

    /// Finds the word behind the white space at `start`.
    init(in sql: Span<UInt8>, from start: Int) {
        var index = start
        while index < sql.count, sql[index] == 0x20 || (sql[index] >= 0x09 && sql[index] <= 0x0d) { index += 1 }
        let first = index
        while index < sql.count, Word.isLetter(sql[index]) { index += 1 }
        range = first..<index
    }

    /// The first letter in lower case; nil where there is none.
    func letter(in sql: Span<UInt8>) -> UInt8? {
        range.isEmpty ? nil : sql[range.lowerBound] | 0x20
    }

    /// Whether it is `word`, which is in lower case, but for capitals.
    func equals(_ word: String, in sql: Span<UInt8>) -> Bool {
        guard word.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for letter in word.utf8 {
            guard sql[index] | 0x20 == letter else { return false }
            index += 1
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}
