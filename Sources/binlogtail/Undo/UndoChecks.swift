// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import MySQLWire

/// What rows must be now so that undo takes back the changes of the log and no others: one question for each change, in order,
/// held in memory up to a limit and then in a file.
final class UndoChecks {
    /// A question to a server.
    struct Check {
        /// What is asked.
        enum Kind: String {
            /// The row with this key holds these values.
            case holds = "H"
            /// The same of a row that undo deletes.
            case holdsLast = "L"
            /// No row has this key.
            case isFree = "F"
            /// The table has no key to ask by.
            case unknown = "U"
        }

        var kind: Kind
        var table: String
        /// Which change it belongs to.
        var place: String
        /// The key's columns and values, as a condition.
        var key = ""
        /// The key before the change.
        var oldKey = ""
        /// Gives a row with a number for each column: 1 where it is as the log says.
        var sql = ""
        /// The columns that are compared.
        var columns: [String] = []

        /// A question about a change.
        init(_ kind: Kind, _ table: String, place: String) {
            self.kind = kind
            self.table = table
            self.place = place
        }

        /// Reads what ``bytes`` wrote.
        fileprivate init?(_ bytes: [UInt8]) {
            let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count >= 6, let kind = Kind(rawValue: fields[0]) else { return nil }
            self.init(kind, fields[1], place: fields[2])
            (key, oldKey, sql) = (fields[3], fields[4], fields[5])
            columns = Array(fields[6...])
        }

        /// All of it, with a zero byte between the parts; none holds one, which literals write as hexadecimal digits.
        fileprivate var bytes: [UInt8] {
            Array(
                ([kind.rawValue, table, place, key, oldKey, sql] + columns).map { Array($0.utf8) }.joined(separator: [0]
                )
            )
        }
    }

    private let spool = EventSpool(memory: 1 << 24)
    /// Questions up to the end of the last whole transaction.
    private var wholeCount = 0
    private var chunk: EventSpool.Chunk?
    /// Questions of ``chunk``, and of all, that were not read yet.
    private var left = 0
    private var leftOfAll = 0

    /// Adds the question of the next change.
    func add(_ check: Check) throws(ReplicationError) {
        let bytes = check.bytes
        try spool.append(bytes.span, at: 0)
    }

    /// The transaction is whole.
    func settle() {
        wholeCount = spool.count
    }

    /// Has ``previous()`` begin with the last question.
    func rewindToEnd() throws(ReplicationError) {
        try spool.rewindToEnd()
        (chunk, left, leftOfAll) = (nil, 0, spool.count)
    }

    /// The question before the one that was read last, of whole transactions only; nil before the first.
    func previous() throws(ReplicationError) -> Check? {
        while true {
            guard left > 0, let chunk else {
                guard let next = try spool.previous() else { return nil }
                (chunk, left) = (next, next.entries.count)
                continue
            }
            left -= 1
            leftOfAll -= 1
            guard leftOfAll < wholeCount else { continue }
            guard let check = Check(chunk.bytes(of: chunk.entries[left])) else {
                throw ReplicationError(.storage, "what was held back cannot be read again")
            }
            return check
        }
    }
}
