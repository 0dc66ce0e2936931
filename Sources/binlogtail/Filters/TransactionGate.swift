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
    mutating func admits(
        _ event: borrowing BinlogEvent,
        _ step: TransactionBoundary.Step,
        _ gtid: TransactionIdentity?
    ) -> Bool {
        guard !event.header.type.isUpkeep else { return true }
        if step.beginsGroup { begin(event, gtid) }
        switch event.body {
        // All the events of a payload follow it.
        case .transactionPayload: return true
        case .query(let query): if isShown == nil { isShown = threads.contains(query.threadID) }
        case .mariaDBGTID(let gtid):
            if isShown == nil, let thread = gtid.threadID { isShown = threads.contains(thread) }
        default: break
        }
        return isShown ?? false
    }

    private mutating func begin(_ event: borrowing BinlogEvent, _ gtid: TransactionIdentity?) {
        isShown = threads.isEmpty ? true : nil
        if let gtids, !gtids.contains(gtid) { isShown = false }
        if !servers.isEmpty, !servers.contains(event.header.serverID) { isShown = false }
        guard let minimumBytes else { return }
        switch event.body {
        case .gtid(let gtid): if (gtid.transactionLength ?? 0) < minimumBytes { isShown = false }
        default: isShown = false
        }
    }
}
