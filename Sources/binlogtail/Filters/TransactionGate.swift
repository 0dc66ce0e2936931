// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// Which transactions are shown, by what their first events tell.
struct TransactionGate: Sendable {
    private var gtids: GTIDChoice?
    private var servers: Set<UInt32> = []
    private var threads: Set<UInt32> = []
    private var minimumBytes: UInt64?
    /// What is known of the transaction under way; nil while its connection is not.
    private var isShown: Bool? = true

    /// Shows all.
    init() {}

    /// Takes options that were checked.
    init(_ options: FilterOptions) {
        gtids = options.includeGtids.flatMap { GTIDChoice($0) }
        servers = Set(options.serverId)
        threads = Set(options.threadId)
        minimumBytes = options.minTransactionSize
    }

    /// Whether all are shown.
    var isOpen: Bool { gtids == nil && servers.isEmpty && threads.isEmpty && minimumBytes == nil }

    /// Whether an event is shown.
    ///
    /// What the log says of itself is, and nothing of a transaction before it is known whether it is shown.
    ///
    /// - Throws: ``FormatError/refused(_:)`` where the log does not tell what is asked of a transaction.
    mutating func admits(
        _ event: borrowing BinlogEvent,
        _ step: TransactionBoundary.Step,
        _ gtid: TransactionIdentity?
    ) throws(FormatError) -> Bool {
        guard !event.header.type.isUpkeep else { return true }
        if step.beginsGroup { try begin(event, gtid) }
        switch event.body {
        // All the events of a payload follow it.
        case .transactionPayload: return true
        case .query(let query): if isShown == nil { isShown = threads.contains(query.threadID) }
        case .mariaDBGTID(let gtid):
            if isShown == nil, let thread = gtid.threadID { isShown = threads.contains(thread) }
        case .tableMap where isShown == nil:
            throw .refused(
                FormatRefusal(
                    event,
                    "the log does not tell which connection changed these rows (MariaDB does since 11.5): --thread-id cannot choose"
                )
            )
        default: break
        }
        return isShown ?? false
    }

    private mutating func begin(_ event: borrowing BinlogEvent, _ gtid: TransactionIdentity?) throws(FormatError) {
        isShown = threads.isEmpty ? true : nil
        if let gtids, !gtids.contains(gtid) { isShown = false }
        if !servers.isEmpty, !servers.contains(event.header.serverID) { isShown = false }
        guard let minimumBytes else { return }
        if case .gtid(let gtid) = event.body, let length = gtid.transactionLength {
            if length < minimumBytes { isShown = false }
            return
        }
        throw .refused(
            FormatRefusal(
                event,
                "the log does not tell how long this transaction is (MySQL does since 8.0.2, MariaDB does not): "
                    + "--min-transaction-size cannot choose; --stats names the largest"
            )
        )
    }
}
