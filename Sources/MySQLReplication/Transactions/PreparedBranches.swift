// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLTypes

/// The XA transactions that a log leaves in doubt, for who shows it as it stands.
///
/// ``TransactionAssembler`` holds their changes back and tells them by itself; this holds names only.
public struct PreparedBranches: Sendable {
    /// Those that are prepared, and neither committed nor rolled back, the oldest first.
    public private(set) var held: HeldBranches

    /// No more than these are held: what comes beyond is not.
    public static let limit = 10_000

    /// Begins behind a place where `held` were in doubt.
    public init(_ held: HeldBranches = HeldBranches()) {
        self.held = held
    }

    /// Takes the next event; `gtid` is that of its transaction, `file` the log that it stands in.
    ///
    /// Complexity: O(1) for events that have nothing to do with XA, and where none is in doubt.
    public mutating func accept(_ event: borrowing BinlogEvent, file: String, gtid: TransactionIdentity?) {
        switch event.body {
        case .xaPrepare(let prepare):
            guard prepare.onePhase == 0 else { return }
            add(XAIdentifier(prepare.identifier), event.header.timestamp, file, event.position, gtid)
        case .query(let query):
            switch TransactionControl(query.sql) {
            case .xaPrepare:
                guard let identifier = XAIdentifier(statement: query.sql) else { return }
                add(identifier, event.header.timestamp, file, event.position, gtid)
            case .xaCommit, .xaRollback:
                guard !held.isEmpty, let identifier = XAIdentifier(statement: query.sql) else { return }
                held.branches.removeAll { $0.identifier == identifier }
            default: return
            }
        default: return
        }
    }

    private mutating func add(
        _ identifier: XAIdentifier,
        _ since: UInt32,
        _ file: String,
        _ offset: UInt64,
        _ gtid: TransactionIdentity?
    ) {
        // A source has one of a name at a time.
        held.branches.removeAll { $0.identifier == identifier }
        guard held.branches.count < PreparedBranches.limit else { return }
        let place = BinlogFilePosition(file: file, offset: offset)
        held.branches.append(HeldBranch(identifier: identifier, gtid: gtid, position: place, since: since))
    }
}
