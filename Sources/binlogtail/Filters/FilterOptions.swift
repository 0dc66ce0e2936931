// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MySQLBinlog

/// What is done to rows, by name.
enum OperationName: String, ExpressibleByArgument, CaseIterable, Sendable {
    case insert
    case update
    case delete

    /// The same as the decoder knows it.
    var operation: RowsEvent.Operation {
        switch self {
        case .insert: .insert
        case .update: .update
        case .delete: .delete
        }
    }
}

/// The options that choose transactions, rows and columns.
struct FilterOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp("Only rows that were inserted, updated or deleted; may be repeated.", valueName: "operation")
    )
    var operation: [OperationName] = []

    @Option(
        help: ArgumentHelp(
            "Only rows that fit: 'total > 100', 'before.status = new', 'after.note is null', 'changed total'. Without before or "
                + "after either image may fit; all must fit where it is repeated.",
            valueName: "condition"
        )
    )
    var `where`: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only rows with this primary key, columns with a comma between; any of them where it is repeated.",
            valueName: "key"
        )
    )
    var primaryKey: [String] = []

    @Option(
        help: ArgumentHelp(
            "Show these columns only, with a comma between; tables that have none of them are left out.",
            valueName: "columns"
        )
    )
    var columns: String?

    @Option(
        help: ArgumentHelp(
            "Only these transactions: a set of MySQL's GTIDs, or MariaDB's as 0-1-100 or 0-1-100..200, with a comma between.",
            valueName: "gtids"
        )
    )
    var includeGtids: String?

    @Option(help: ArgumentHelp("Only what this server wrote first; may be repeated.", valueName: "number"))
    var serverId: [UInt32] = []

    @Option(
        help: ArgumentHelp(
            "Only what this connection wrote; may be repeated. MariaDB tells it since 11.5.",
            valueName: "number"
        )
    )
    var threadId: [UInt32] = []

    @Option(
        help: ArgumentHelp(
            "Only transactions of so many bytes and more, which MySQL's log tells since 8.0.2.",
            valueName: "bytes"
        )
    )
    var minTransactionSize: UInt64?
}
