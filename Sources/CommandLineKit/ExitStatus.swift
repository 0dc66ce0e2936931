// SPDX-License-Identifier: Apache-2.0

/// How a tool ended, as `mysqlbinlog` and `mariadb-binlog` tell it.
public enum ExitStatus: Int32, Sendable {
    /// Everything was done.
    case success = 0
    /// Something could not be read, or was not what it should be.
    case failure = 1
    /// The command line asks for something that there is not.
    case usage = 2
    /// What was waited for did not come in time.
    case notReached = 3
    /// What was waited for cannot come: replication is stopped.
    case stopped = 4
    /// All was read, and the answer is no: a position is not safe, or is another one than was said.
    case mismatch = 5
    /// What was watched has exceeded a limit that was set.
    case alert = 6
}
