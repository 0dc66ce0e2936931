// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Collects the transactions of a log that are errant.
struct ErrantScanner: LogScanner {
    /// Which transactions are meant.
    enum Wanted: Sendable {
        /// Those of a set of MySQL.
        case set(GTIDSet)
        /// MariaDB's of a domain and a server, with numbers behind one and up to another.
        case runs([MariaDBRun])

        func holds(_ gtid: TransactionIdentity?) -> Bool {
            switch (self, gtid) {
            case (.set(let set), .mysql(let gtid)): set.contains(gtid)
            case (.runs(let runs), .mariaDB(let gtid)): runs.contains { $0.holds(gtid) }
            default: false
            }
        }
    }

    private let wanted: Wanted
    private let most: Int
    /// How many are to be seen yet; nil where that is not known.
    private var left: UInt64?
    private var unfinished: [MariaDBRun] = []
    private var tracker = TransactionTracker(.rows)
    private(set) var transactions: [SeenTransaction] = []
    private(set) var hasMore = false
    private(set) var isOver = false

    /// Collects at most `most` of them.
    init(_ wanted: Wanted, most: Int) {
        self.wanted = wanted
        self.most = most
        switch wanted {
        case .set(let set):
            left = set.transactionCount
            isOver = set.isEmpty
        case .runs(let runs):
            // Numbers are of a domain, so that those of one server have gaps.
            unfinished = runs
            isOver = runs.isEmpty
        }
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard !isOver, let transaction = tracker.accept(event, file: file), wanted.holds(transaction.identity) else {
            return
        }
        guard transactions.count < most else {
            hasMore = true
            isOver = true
            return
        }
        transactions.append(transaction)
        if case .mariaDB(let gtid) = transaction.identity {
            unfinished.removeAll { $0.holds(gtid) && $0.last == gtid.sequence }
            isOver = unfinished.isEmpty
        } else if let count = left {
            left = count - 1
            isOver = count <= 1
        }
    }
}

/// Transactions of MariaDB that one server made in one domain, by their numbers.
struct MariaDBRun: Sendable, Hashable, CustomStringConvertible {
    var domain: UInt32
    var server: UInt32
    /// The last number that does not belong to it.
    var behind: UInt64
    /// The last one.
    var last: UInt64

    func holds(_ gtid: MariaDBGTID) -> Bool {
        gtid.domain == domain && gtid.server == server && behind < gtid.sequence && gtid.sequence <= last
    }

    var description: String {
        behind + 1 == last ? "\(domain)-\(server)-\(last)" : "\(domain)-\(server)-\(behind + 1)..\(last)"
    }
}
