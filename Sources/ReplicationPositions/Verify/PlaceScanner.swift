// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Finds out what stands at a place, from the events of its file, in order and from the first one on.
struct PlaceScanner: LogScanner {
    private let place: BinlogFilePosition
    /// The mark that is looked for.
    private let mark: EventMark?
    private var result = PlaceInLog(standing: .betweenTransactions)
    private var tracker = TransactionTracker()
    /// The end of the last event that was seen in the file.
    private var end: UInt64 = BinlogFilePosition.firstEventOffset
    private var hasLeftFile = false
    /// Whether nothing more can be learnt.
    private(set) var isOver = false

    /// Looks at `place`, and for an event that `mark` tells.
    init(_ place: BinlogFilePosition, mark: EventMark? = nil) {
        self.place = place
        self.mark = mark
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard !isOver else { return }
        let isBehind = file != place.file
        if isBehind, !hasLeftFile {
            hasLeftFile = true
            leaveOpen()
            guard !isOver else { return }
        }
        if !isBehind, !event.isInner, !event.header.flags.contains(.artificial) { look(at: event) }
        if !isBehind, event.position >= place.offset, result.executed == nil { result.executed = tracker.executed }
        guard let transaction = tracker.accept(event, file: file) else { return }
        if transaction.file != place.file || transaction.begin >= place.offset {
            result.after = transaction
            result.latestBefore = tracker.latestBefore
            isOver = true
        } else if transaction.end <= place.offset {
            result.before = transaction
            result.executed = tracker.executed
        } else {
            stands(within: transaction, to: transaction.end)
            isOver = true
        }
    }

    /// What was learnt, once no more events come.
    ///
    /// The end is that of the events: sizes that servers list hold the head of encrypted files too.
    mutating func finish(_ cut: LogCut? = nil) -> PlaceInLog {
        result.cut = cut
        leaveOpen()
        if place.offset > end, !place.file.isEmpty { result.standing = .behindEnd(end) }
        if result.executed == nil { result.executed = tracker.executed }
        result.anonymousCount = tracker.anonymousCount
        return result
    }

    /// Takes note of a transaction that its file does not end: its server was killed, or goes on writing it.
    private mutating func leaveOpen() {
        guard let open = tracker.current, result.after == nil else { return }
        result.unended = BinlogFilePosition(file: open.file, offset: open.begin)
        guard open.file == place.file, open.begin < place.offset, place.offset <= open.end else { return }
        stands(within: open, to: nil)
        isOver = true
    }

    private mutating func stands(within transaction: SeenTransaction, to end: UInt64?) {
        if case .insideEvent = result.standing { return }
        result.standing = .insideTransaction(begin: transaction.begin, end: end)
    }

    private mutating func look(at event: borrowing BinlogEvent) {
        end = max(end, event.endPosition)
        if event.position < place.offset, place.offset < event.endPosition {
            result.standing = .insideEvent(begin: event.position, end: event.endPosition)
        }
        let isLast = event.endPosition == place.offset
        guard isLast || event.position == mark?.offset else { return }
        let found = EventMark(event.bytes, at: event.position, hasChecksum: event.checksum != nil)
        if isLast { result.mark = found }
        if found.offset == mark?.offset { result.isMarkKnown = found == mark }
    }
}
