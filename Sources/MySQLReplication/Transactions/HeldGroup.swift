// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLWire

/// The events of a group that cannot be handed over yet, and which of them are void.
struct HeldGroup {
    let spool: EventSpool
    private let holdsInnerEvents: Bool
    /// What the events are read by.
    let format: FormatDescriptionEvent
    /// Events that a `ROLLBACK TO` made void, by their number.
    private var voids: [Range<Int>] = []
    /// Savepoints that are set, by their statement's number.
    private var savepoints: [(name: [UInt8], number: Int)] = []

    /// Holds nothing yet; events inside a payload have no checksums, whatever the file says.
    init(_ spool: EventSpool, format: FormatDescriptionEvent, holdsInnerEvents: Bool = false) {
        self.spool = spool
        self.holdsInnerEvents = holdsInnerEvents
        var format = format
        if holdsInnerEvents { format.checksumAlgorithm = .off }
        self.format = format
    }

    /// Adds an event of a group that is read to its end, and says which XA transaction it prepares, where it does.
    mutating func take(
        _ event: borrowing BinlogEvent
    ) throws(ReplicationError) -> (identifier: XAIdentifier?, onePhase: Bool)? {
        // Events put together from fragments follow from these.
        if !event.isInner || holdsInnerEvents, event.header.type != .transactionPayload { try append(event) }
        switch event.body {
        case .xaPrepare(let prepare): return (XAIdentifier(prepare.identifier), prepare.onePhase != 0)
        case .query(let query) where TransactionControl(query.sql) == .xaPrepare:
            return (XAIdentifier(statement: query.sql), false)
        default: return nil
        }
    }

    /// Adds an event.
    private mutating func append(_ event: borrowing BinlogEvent) throws(ReplicationError) {
        try spool.append(event.bytes, at: event.position)
        guard case .query(let query) = event.body, let control = TransactionControl(query.sql) else { return }
        let number = spool.count - 1
        switch control {
        case .savepoint:
            let name = HeldGroup.savepointName(query.sql)
            // RELEASE needs nothing: what stands before it can still be rolled back to an older one only.
            guard let first = query.sql.first, first | 0x20 == UInt8(ascii: "s") else { return }
            savepoints.removeAll { $0.name == name }
            savepoints.append((name, number))
        case .rollbackToSavepoint:
            let name = HeldGroup.savepointName(query.sql)
            guard let index = savepoints.lastIndex(where: { $0.name == name }) else {
                throw ReplicationError(
                    .decoding,
                    "a transaction is rolled back to a savepoint that it did not set: "
                        + String(decoding: name, as: UTF8.self),
                    advice: "please report it"
                )
            }
            voids.append((savepoints[index].number + 1)..<(number + 1))
            savepoints.removeSubrange((index + 1)...)
        default: break
        }
    }

    /// Whether a `ROLLBACK TO` made the event of this number void.
    func isVoid(_ number: Int) -> Bool {
        voids.contains { $0.contains(number) }
    }

    /// The last word of a statement without its quotes, in lower case.
    static func savepointName(_ sql: Span<UInt8>) -> [UInt8] {
        var end = sql.count
        while end > 0, sql[end - 1] <= 0x20 || sql[end - 1] == UInt8(ascii: ";") { end -= 1 }
        guard end > 0 else { return [] }
        var start = end
        if sql[end - 1] == UInt8(ascii: "`") {
            end -= 1
            start = end
            // A quote within the name is written twice.
            while start > 0 {
                if sql[start - 1] == UInt8(ascii: "`") {
                    guard start > 1, sql[start - 2] == UInt8(ascii: "`") else { break }
                    start -= 1
                }
                start -= 1
            }
        } else {
            while start > 0, sql[start - 1] > 0x20 { start -= 1 }
        }
        var name: [UInt8] = []
        for index in start..<max(start, end) {
            let byte = sql[index]
            name.append((UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= byte ? byte | 0x20 : byte)
        }
        return name
    }
}

extension Span<UInt8> {
    fileprivate var first: UInt8? { isEmpty ? nil : self[0] }
}
