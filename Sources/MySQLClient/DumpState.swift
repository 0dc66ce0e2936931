// SPDX-License-Identifier: Apache-2.0

/// How far a dump is.
enum DumpState: Sendable {
    /// Events come.
    case streaming
    /// The server said that it is done.
    case ended
    /// It failed, behind events that are handed over already.
    case failed(MySQLError)
}
