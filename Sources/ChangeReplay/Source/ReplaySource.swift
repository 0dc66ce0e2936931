// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// Where changes come from.
public enum ReplaySource: Sendable {
    /// A server; its start holds for the first run of a task, later ones go on at the checkpoint.
    case server(BinlogSource)
    /// Binlog files, in the order of the log; a later run of the task goes on at the checkpoint, in the file of that name.
    case files([String], decoder: BinlogDecoder.Options = .init(), keys: BinlogKeys = BinlogKeys())
}
