// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Finds errant transactions: those that a replica has and its source has not.
///
/// ```swift
/// let errant = try await ErrantSearch(source: first, replica: second).run()
/// for transaction in errant.transactions { print(transaction.gtid, transaction.rows) }
/// ```
///
/// The replica is asked first, so that nothing that is replicated meanwhile counts as errant. What they hold is read from the
/// replica's own log.
public struct ErrantSearch: Sendable {
    private let source: MySQLConnection.Configuration
    private let replica: MySQLConnection.Configuration
    /// The most transactions that are listed.
    public var most = 1000

    /// Takes how both are reached.
    public init(source: MySQLConnection.Configuration, replica: MySQLConnection.Configuration) {
        self.source = source
        self.replica = replica
    }

    /// Asks both servers, and reads the replica's log.
    ///
    /// - Throws: `ReplicationError`, also where the two are of different families, or have no GTIDs.
    public func run() async throws(ReplicationError) -> ErrantTransactions {
        let mine = try await GTIDHolding(of: replica)
        let theirs = try await GTIDHolding(of: source)
        switch (mine.gtids, theirs.gtids) {
        case (.mysql(let mineSet), .mysql(let theirSet)):
            return try await errant(mineSet.subtracting(theirSet), mine, theirs)
        case (.mariaDB(let mineState), .mariaDB(let theirState)):
            return try await errant(ErrantSearch.runs(mineState, theirState), mine, theirs)
        default:
            throw ReplicationError(
                .usage,
                "the source is \(theirs.identity) and the replica is \(mine.identity): neither knows the other's GTIDs",
                advice: "compare their logs: binlogpos translate --to-source"
            )
        }
    }

    private func errant(
        _ set: GTIDSet,
        _ mine: GTIDHolding,
        _ theirs: GTIDHolding
    ) async throws(ReplicationError) -> ErrantTransactions {
        var result = ErrantTransactions(
            source: theirs.identity,
            replica: mine.identity,
            gtids: "\(set)"
        )
        result.count = set.transactionCount
        guard !set.isEmpty else { return result }
        let open = try await LogOrigin.server(replica).open()
        var left = set
        if case .mysql(let before) = open.oldest.executed { left.subtract(before) }
        result.purgedCount = set.transactionCount - left.transactionCount
        func isBefore(_ head: LogFileHead) -> Bool {
            guard case .mysql(let before) = head.executed else { return false }
            return before.isDisjoint(with: left)
        }
        try await read(.set(left), open, &result, isBefore: isBefore)
        return result
    }

    private func errant(
        _ runs: [MariaDBRun],
        _ mine: GTIDHolding,
        _ theirs: GTIDHolding
    ) async throws(ReplicationError) -> ErrantTransactions {
        var result = ErrantTransactions(
            source: theirs.identity,
            replica: mine.identity,
            gtids: runs.map { "\($0)" }.joined(separator: ",")
        )
        guard !runs.isEmpty else { return result }
        let open = try await LogOrigin.server(replica).open()
        func last(_ run: MariaDBRun, _ head: LogFileHead) -> UInt64 {
            head.state?.gtids.last { $0.domain == run.domain && $0.server == run.server }?.sequence ?? 0
        }
        var left: [MariaDBRun] = []
        for run in runs {
            let purged = min(last(run, open.oldest), run.last)
            var rest = run
            if purged > run.behind {
                result.purgedCount = result.purgedCount.addingReportingOverflow(purged - run.behind).partialValue
                rest.behind = purged
            }
            if rest.behind < rest.last { left.append(rest) }
        }
        func isBefore(_ head: LogFileHead) -> Bool { left.allSatisfy { last($0, head) <= $0.behind } }
        try await read(.runs(left), open, &result, isBefore: isBefore)
        result.count = result.purgedCount.addingReportingOverflow(UInt64(result.transactions.count)).partialValue
        return result
    }

    private func read(
        _ wanted: ErrantScanner.Wanted,
        _ open: OpenLog,
        _ result: inout ErrantTransactions,
        isBefore: (LogFileHead) -> Bool
    ) async throws(ReplicationError) {
        let scanner = ErrantScanner(wanted, most: most)
        guard !scanner.isOver, let head = try await open.log.lastFile(where: { isBefore($0) }) else { return }
        let read = try await open.log.read(from: head.file, scanner).scanner
        result.transactions = read.transactions
        result.hasMore = read.hasMore
    }

    /// What the first state has beyond the second.
    ///
    /// A state has the last number of each server of a domain. Servers without `log_slave_updates` do not have those of others.
    static func runs(_ mine: MariaDBGTIDState, _ theirs: MariaDBGTIDState) -> [MariaDBRun] {
        mine.gtids.compactMap { gtid in
            let known = theirs.gtids.last { $0.domain == gtid.domain && $0.server == gtid.server }?.sequence ?? 0
            guard gtid.sequence > known else { return nil }
            return MariaDBRun(domain: gtid.domain, server: gtid.server, behind: known, last: gtid.sequence)
        }
    }
}
