// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Follows which transaction events belong to, and where it ends.
struct TransactionTracker {
    /// The GTID of the transaction under way; nil where it has none.
    private(set) var gtid: String?
    /// Whether a transaction is under way.
    private(set) var isOpen = false
    private var isStandalone = false
    private var text = TextWriter()

    /// Where the event stands in its transaction.
    enum Step: Sendable, Hashable {
        /// It begins one.
        case begin
        /// It stands within one, or alone.
        case inside
        /// It ends one.
        case end
    }

    /// Takes the next event.
    mutating func accept(_ event: borrowing BinlogEvent) -> Step {
        switch event.body {
        case .gtid(let begin):
            gtid = nil
            if let number = begin.gtid {
                text.removeAll()
                number.write(into: &text)
                gtid = text.string
            }
            isOpen = true
            isStandalone = true
            return .begin
        case .mariaDBGTID(let begin):
            gtid = begin.gtid.description
            isOpen = true
            isStandalone = begin.flags.contains(.standalone)
            return .begin
        case .formatDescription, .startV3, .rotate, .stop:
            gtid = nil
            isOpen = false
            return .inside
        case .xid, .xaPrepare: return end()
        case .query(let query): return accept(TransactionControl(query.sql))
        default: return .inside
        }
    }

    private mutating func accept(_ control: TransactionControl?) -> Step {
        switch control {
        case .begin, .xaBlock:
            isStandalone = false
            guard !isOpen else { return .inside }
            isOpen = true
            return .begin
        case .commit, .rollback, .xaEnd: return end()
        case .savepoint: return .inside
        // A statement that is no control ends its transaction where nothing began one but its GTID.
        case nil: return isOpen && isStandalone ? end() : .inside
        }
    }

    private mutating func end() -> Step {
        isOpen = false
        return .end
    }
}
