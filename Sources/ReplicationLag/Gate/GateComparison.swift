// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Whether a replica has applied what its source had committed, by the coordinates that it follows by.
///
/// Unlike ``Backlog``, which tells how much is left, this is strict: what cannot be told is not proved. A replica that asks by GTIDs
/// is judged by GTIDs; one that asks by file and offset is judged by that, and GTIDs must not contradict it, since
/// `gtid_executed` says nothing of transactions without GTID.
struct GateComparison: Sendable, Hashable {
    /// What proves it.
    enum Basis: Sendable, Hashable {
        case gtid
        case position
    }

    /// How far the replica is.
    enum Answer: Sendable, Hashable {
        /// It has applied exactly all of it.
        case equal
        /// It has applied all of it, and more.
        case beyond
        /// Something is left.
        case behind(String)
        /// It cannot be told.
        case unknown(String)
        /// Both have another history.
        case diverged(String)

        /// Whether everything is applied.
        var isApplied: Bool {
            switch self {
            case .equal, .beyond: true
            case .behind, .unknown, .diverged: false
            }
        }
    }

    let basis: Basis
    let answer: Answer
    /// Whether MySQL's GTIDs were compared.
    let isByMySQLGTID: Bool

    /// Compares.
    ///
    /// - Parameters:
    ///   - source: The source, read before the replica.
    ///   - replica: The replica.
    init(of source: SourceReading, with replica: ReplicaReading) {
        let status = replica.status
        isByMySQLGTID = !replica.identity.isMariaDB && status.usesAutoPosition == true
        if replica.identity.isMariaDB {
            let gtids = GateComparison.mariaDB(source, replica, isWhole: GateComparison.followsByGTID(status))
            if GateComparison.followsByGTID(status) {
                basis = .gtid
                answer = gtids
            } else {
                basis = .position
                answer = GateComparison.joined(GateComparison.position(source, replica), gtids)
            }
        } else if status.usesAutoPosition == true {
            basis = .gtid
            answer = GateComparison.mysql(source, replica)
        } else {
            basis = .position
            let position = GateComparison.position(source, replica)
            if case .mysql(let committed)? = source.committed, !committed.isEmpty {
                let answer = GateComparison.joined(position, GateComparison.mysql(source, replica))
                if position.isApplied, case .behind = answer, case .mysql(let executed)? = replica.executed {
                    let missing = committed.subtracting(executed)
                    self.answer = .behind(
                        "the end of the log is applied by position, but gtid_executed lacks \(missing): if the data was "
                            + "loaded with them, add them there (SET GLOBAL gtid_purged = '+…')"
                    )
                } else {
                    self.answer = answer
                }
            } else {
                answer = position
            }
        }
    }

    private static func followsByGTID(_ status: ReplicaStatus) -> Bool {
        guard let using = status.usingGTID?.lowercased() else { return false }
        return using != "no"
    }

    /// The position's answer, unless the GTIDs contradict it.
    private static func joined(_ position: Answer, _ gtids: Answer) -> Answer {
        guard position.isApplied else { return position }
        switch gtids {
        case .behind, .diverged: return gtids
        case .equal, .beyond, .unknown: return position
        }
    }

    private static func mysql(_ source: SourceReading, _ replica: ReplicaReading) -> Answer {
        guard case .mysql(let committed)? = source.committed else {
            return .unknown("the source does not tell its gtid_executed")
        }
        guard case .mysql(let executed)? = replica.executed else {
            return .unknown("the replica does not tell its gtid_executed")
        }
        let missing = committed.subtracting(executed)
        guard missing.isEmpty else {
            return .behind("\(missing.transactionCount) transactions are left to apply")
        }
        return executed == committed ? .equal : .beyond
    }

    /// Compares by GTIDs; `isWhole` says whether domains that the replica does not know count.
    private static func mariaDB(_ source: SourceReading, _ replica: ReplicaReading, isWhole: Bool) -> Answer {
        guard case .mariaDB(let committed)? = source.committed else {
            return .unknown("the source does not tell its gtid_binlog_pos")
        }
        guard case .mariaDB(let applied)? = replica.executed else {
            return .unknown("the replica does not tell its gtid_slave_pos")
        }
        var isBeyond = false
        var left: UInt64 = 0
        for gtid in committed.gtids {
            guard let last = applied.gtid(of: gtid.domain) else {
                if isWhole { left = left.addingReportingOverflow(gtid.sequence).partialValue }
                continue
            }
            if last == gtid { continue }
            if last.sequence < gtid.sequence {
                left = left.addingReportingOverflow(gtid.sequence - last.sequence).partialValue
            } else if last.sequence == gtid.sequence {
                return .diverged(
                    "both have transaction \(gtid.sequence) of domain \(gtid.domain), but not the same: "
                        + "\(gtid) and \(last)"
                )
            } else if last.server == gtid.server {
                isBeyond = true
            } else {
                // Without gtid_strict_mode numbers may go down where servers take turns.
                return .unknown("the order of \(gtid) and \(last) is not known")
            }
        }
        guard left == 0 else { return .behind("\(left) transactions are left to apply") }
        return isBeyond ? .beyond : .equal
    }

    private static func position(_ source: SourceReading, _ replica: ReplicaReading) -> Answer {
        guard let end = source.end else { return .unknown("the source writes no binary log") }
        guard let executed = replica.status.executed else {
            return .unknown("the replica does not tell what it has executed")
        }
        if executed == end { return .equal }
        switch executed.precedes(end) {
        case true?:
            guard executed.file == end.file else {
                return .behind("the applier is at \(executed), the end is \(end)")
            }
            return .behind("\(end.offset - executed.offset) bytes are left to apply")
        case false?: return .beyond
        case nil: return .unknown("\(executed) and \(end) cannot be compared")
        }
    }
}
