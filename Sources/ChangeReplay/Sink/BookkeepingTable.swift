// SPDX-License-Identifier: Apache-2.0

/// The tables that a sink keeps in the target for the engine: by which names, with which columns.
///
/// Columns are text (256 characters are enough where `isKey`, no limit else) or whole numbers of 64 bits.
public struct BookkeepingTable: Sendable, Hashable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Whether it holds a whole number of 64 bits, signed; else text.
        public var isNumber: Bool
        /// Whether it is part of the primary key; else it takes NULL.
        public var isKey: Bool
    }

    /// The name.
    public var name: String
    /// The columns.
    public var columns: [Column]

    /// One row for each task and worker: ``Checkpoint/fields``.
    public static let checkpoints = BookkeepingTable(
        name: "cdcreplay_checkpoint",
        columns: [
            Column(name: "task", isNumber: false, isKey: true),
            Column(name: "worker", isNumber: true, isKey: true),
            Column(name: "sequence", isNumber: true, isKey: false),
            Column(name: "applied", isNumber: false, isKey: false),
            Column(name: "flavour", isNumber: false, isKey: false),
            Column(name: "server_uuid", isNumber: false, isKey: false),
            Column(name: "server_id", isNumber: true, isKey: false),
            Column(name: "log_file", isNumber: false, isKey: false),
            Column(name: "log_position", isNumber: true, isKey: false),
            Column(name: "gtid", isNumber: false, isKey: false),
            Column(name: "mark_position", isNumber: true, isKey: false),
            Column(name: "mark_digest", isNumber: true, isKey: false),
            Column(name: "in_doubt", isNumber: false, isKey: false),
            Column(name: "source_time", isNumber: true, isKey: false),
        ]
    )

    /// One row for each table of the target: its database and name, the task, and the source's database and table.
    public static let claims = BookkeepingTable(
        name: "cdcreplay_table",
        columns: [
            Column(name: "target_schema", isNumber: false, isKey: true),
            Column(name: "target_table", isNumber: false, isKey: true),
            Column(name: "task", isNumber: false, isKey: false),
            Column(name: "source_schema", isNumber: false, isKey: false),
            Column(name: "source_table", isNumber: false, isKey: false),
        ]
    )

    /// One row for each change that was left out: ``ReplayException``.
    public static let exceptions = BookkeepingTable(
        name: "cdcreplay_exception",
        columns: [
            Column(name: "task", isNumber: false, isKey: true),
            Column(name: "sequence", isNumber: true, isKey: true),
            Column(name: "log_file", isNumber: false, isKey: true),
            Column(name: "log_position", isNumber: true, isKey: true),
            Column(name: "change_number", isNumber: true, isKey: true),
            Column(name: "gtid", isNumber: false, isKey: false),
            Column(name: "source_schema", isNumber: false, isKey: false),
            Column(name: "source_table", isNumber: false, isKey: false),
            Column(name: "target_schema", isNumber: false, isKey: false),
            Column(name: "target_table", isNumber: false, isKey: false),
            Column(name: "operation", isNumber: false, isKey: false),
            Column(name: "reason", isNumber: false, isKey: false),
            Column(name: "message", isNumber: false, isKey: false),
            Column(name: "row_before", isNumber: false, isKey: false),
            Column(name: "row_after", isNumber: false, isKey: false),
            Column(name: "source_time", isNumber: true, isKey: false),
        ]
    )

    /// One row for each table of the source whose changes are left out: ``TableSuspension``.
    public static let suspensions = BookkeepingTable(
        name: "cdcreplay_suspension",
        columns: [
            Column(name: "task", isNumber: false, isKey: true),
            Column(name: "source_schema", isNumber: false, isKey: true),
            Column(name: "source_table", isNumber: false, isKey: true),
            Column(name: "log_file", isNumber: false, isKey: false),
            Column(name: "log_position", isNumber: true, isKey: false),
            Column(name: "message", isNumber: false, isKey: false),
        ]
    )

    /// Every table that a sink keeps for the engine.
    public static let all = [checkpoints, claims, exceptions, suspensions]
}

/// A value of a bookkeeping table.
public enum BookkeepingValue: Sendable, Hashable {
    /// NULL.
    case null
    /// A whole number.
    case number(Int64)
    /// Text.
    case text(String)
}
