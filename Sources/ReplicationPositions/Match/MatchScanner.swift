// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Finds transactions again in another log, by what they do.
struct MatchScanner: LogScanner {
    /// Transactions without a match, behind the last one that matched, after which no more are expected.
    static let patience = 10_000
    /// The most transactions of each kind that are told.
    static let toldLimit = 5
    /// The most that are kept until it is known which of them are told.
    private static let keptLimit = 1000

    private var missing: [TransactionContent: Int] = [:]
    private let wanted: Set<TransactionContent>
    private let mostFound: Int
    private var tracker = TransactionTracker(.content)
    private var sinceLast = 0
    /// What was found again, in the order of this log.
    private(set) var found: [ComparedTransaction] = []
    /// Transactions that were not looked for: how many stand before each that was found.
    private(set) var otherCounts: [Int] = []
    /// Some of them, with how many that were found stand before them.
    private(set) var others: [(transaction: SeenTransaction, index: Int)] = []
    private var otherCount = 0
    private(set) var isOver = false

    /// Looks for contents, each as often as it is given.
    init(_ contents: [TransactionContent]) {
        for content in contents { missing[content, default: 0] += 1 }
        wanted = Set(contents)
        mostFound = 4 * contents.count + 100
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard !isOver, let transaction = tracker.accept(event, file: file) else { return }
        guard let content = tracker.content, wanted.contains(content) else {
            guard !found.isEmpty else { return }
            sinceLast += 1
            otherCount += 1
            if others.count < MatchScanner.keptLimit { others.append((transaction, found.count)) }
            // What was found once may come again soon, where it is nothing special.
            isOver = sinceLast >= (missing.isEmpty ? 100 : MatchScanner.patience)
            return
        }
        sinceLast = 0
        otherCounts.append(otherCount)
        found.append(ComparedTransaction(transaction: transaction, content: content, executed: tracker.executed))
        if let count = missing[content] { missing[content] = count > 1 ? count - 1 : nil }
        isOver = found.count >= mostFound
    }

    /// What stands among the transactions that occur once, without having been looked for: how many, and the first of them.
    func othersAmongAnchors() -> (count: Int, first: [SeenTransaction]) {
        var counts: [TransactionContent: Int] = [:]
        for content in found.compactMap(\.content) { counts[content, default: 0] += 1 }
        func isAnchor(_ one: ComparedTransaction) -> Bool { one.content.map { counts[$0] == 1 } ?? false }
        guard let first = found.firstIndex(where: isAnchor), let last = found.lastIndex(where: isAnchor) else {
            return (0, [])
        }
        let told = others.filter { first < $0.index && $0.index <= last }.prefix(MatchScanner.toldLimit)
        return (otherCounts[last] - otherCounts[first], told.map(\.transaction))
    }
}
