// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// How much of a source's log a replica has still to apply, and by what that is known.
public struct Backlog: Sendable, Hashable {
    /// What was compared.
    public enum Proof: String, Sendable, Hashable {
        /// Sets or positions of GTIDs.
        case gtid
        /// File and position in the source's log.
        case position
    }

    /// What was compared.
    public var proof: Proof
    /// Transactions that the replica lacks; nil where only positions are known.
    ///
    /// MariaDB's are counted by sequence numbers, of which a source may leave some out: never less than there are.
    public var transactions: UInt64?
    /// Bytes of the source's log that the replica has not executed; nil where the log's files are not known.
    public var bytes: UInt64?
    /// Files that those bytes lie in.
    public var files: Int?
    /// What the replica has and the source does not, as servers write GTIDs; nil where there is nothing, or no GTIDs.
    public var errant: String?

    /// Whether the replica has applied all that the source had committed.
    public var isNothing: Bool

    /// Takes what was compared.
    public init(
        proof: Proof,
        transactions: UInt64? = nil,
        bytes: UInt64? = nil,
        files: Int? = nil,
        errant: String? = nil,
        isNothing: Bool
    ) {
        self.proof = proof
        self.transactions = transactions
        self.bytes = bytes
        self.files = files
        self.errant = errant
        self.isNothing = isNothing
    }
}

extension Backlog {
    /// Compares what a source had committed with what a replica has executed; nil where the two cannot be compared.
    ///
    /// The source must have been read before the replica: what the replica lacks then is behind for certain, and where it
    /// lacks nothing it had caught up with that moment.
    ///
    /// - Parameters:
    ///   - source: The source.
    ///   - replica: The replica.
    ///   - isDirect: Whether the replica reads the log of this source; where other servers are between, the replica's positions
    ///     are those of another log, and only GTIDs count.
    public init?(of source: SourceReading, in replica: ReplicaReading, isDirect: Bool = true) {
        let executed = replica.executed
        let distance = (isDirect ? replica.status.executed : nil).flatMap { position in
            source.end.flatMap { end in Backlog.distance(from: position, to: end, in: source.logs) }
        }
        switch (source.committed, executed) {
        case (.mysql(let committed), .mysql(let executed))
        where !committed.isEmpty || source.end == nil:
            let missing = committed.subtracting(executed)
            let extra = replica.ownTransactions(in: executed.subtracting(committed))
            self.init(
                proof: .gtid,
                transactions: missing.transactionCount,
                bytes: missing.isEmpty ? 0 : distance?.bytes,
                files: missing.isEmpty ? 0 : distance?.files,
                errant: extra.isEmpty ? nil : extra.description,
                isNothing: missing.isEmpty
            )
        case (.mariaDB(let committed), .mariaDB(let executed)) where !committed.isEmpty:
            var missing: UInt64 = 0
            for gtid in committed.gtids where !replica.hasWritten(gtid) {
                let sequence = executed.gtid(of: gtid.domain)?.sequence ?? 0
                if gtid.sequence > sequence {
                    missing = missing.addingReportingOverflow(gtid.sequence - sequence).partialValue
                }
            }
            let extra = replica.ownTransactions(besides: committed)
            self.init(
                proof: .gtid,
                transactions: missing,
                bytes: missing == 0 ? 0 : distance?.bytes,
                files: missing == 0 ? 0 : distance?.files,
                errant: extra.isEmpty ? nil : extra.map(\.description).joined(separator: ","),
                isNothing: missing == 0
            )
        default:
            guard let distance else { return nil }
            self.init(
                proof: .position,
                bytes: distance.bytes,
                files: distance.files,
                isNothing: distance.bytes == 0
            )
        }
    }

    /// Bytes and files from one place in a log to another; nil where they cannot be told.
    static func distance(
        from position: BinlogFilePosition,
        to end: BinlogFilePosition,
        in logs: BinaryLogIndex?
    ) -> (bytes: UInt64, files: Int)? {
        if position.file == end.file {
            // A source that was set back, or another one: nothing follows from that.
            guard position.offset <= end.offset else { return nil }
            let bytes = end.offset - position.offset
            return (bytes, bytes == 0 ? 0 : 1)
        }
        guard let logs, let first = logs.files.firstIndex(where: { $0.name == position.file }),
            let last = logs.files.firstIndex(where: { $0.name == end.file }), first < last
        else { return nil }
        let head = logs.files[first].size
        let between = logs.files[(first + 1)..<last].reduce(head > position.offset ? head - position.offset : 0) {
            $0.addingReportingOverflow($1.size).partialValue
        }
        return (between.addingReportingOverflow(end.offset).partialValue, last - first + 1)
    }
}

extension ReplicaReading {
    /// MySQL: what of the transactions that a source did not have yet did not come from it either.
    ///
    /// The source was asked before the replica, and may have sent some since: those were received. With several channels, what did
    /// not come from one may have come from another: only what the replica wrote itself is certain then.
    func ownTransactions(in extra: GTIDSet) -> GTIDSet {
        guard !extra.isEmpty else { return extra }
        if channelCount == 1, let received = GTIDSet(received: status) { return extra.subtracting(received) }
        var own = GTIDSet()
        for entry in extra.entries where entry.source == identity.uuid {
            for interval in entry.intervals { own.insert(interval, of: entry.source, tag: entry.tag) }
        }
        return own
    }

    /// MariaDB: whether the transaction is one of its own, from the time before it became a replica.
    func hasWritten(_ gtid: MariaDBGTID) -> Bool {
        guard gtid.server == identity.serverID, case .mariaDB(let own) = written, let last = own.gtid(of: gtid.domain)
        else { return false }
        return last.server == gtid.server && last.sequence >= gtid.sequence
    }

    /// MariaDB: the last transactions that it wrote itself and the source does not have.
    func ownTransactions(besides committed: MariaDBGTIDPosition) -> [MariaDBGTID] {
        guard case .mariaDB(let own) = written else { return [] }
        return own.gtids.filter { gtid in
            guard gtid.server == identity.serverID else { return false }
            let theirs = committed.gtid(of: gtid.domain)
            if theirs == gtid { return false }
            // Once the source has gone on in the domain, transactions of before may be its as well.
            guard case .mariaDB(let executed) = executed, let replicated = executed.gtid(of: gtid.domain) else {
                return theirs == nil
            }
            return gtid.sequence > replicated.sequence
        }
    }
}

extension GTIDSet {
    /// What a channel has received; nil where it does not tell.
    fileprivate init?(received status: ReplicaStatus) {
        do throws(GTIDSyntaxError) {
            guard let set = try status.retrievedGTIDs() else { return nil }
            self = set
        } catch {
            return nil
        }
    }
}
