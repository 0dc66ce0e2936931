// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes

/// Where the changes of tables are looked up that a stream has not come to yet.
package protocol DefinitionLog: Sendable {
    /// Where the server writes its next event.
    func end() async throws(ReplicationError) -> BinlogFilePosition

    /// Reads a stretch of the log.
    ///
    /// - Returns: the changes in it, and where reading stopped: at `end` or behind it.
    func changes(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) async throws(ReplicationError) -> (changes: [LoggedDefinitionChange], end: BinlogFilePosition)
}
