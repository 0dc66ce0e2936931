// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// A database that changes are replayed into.
///
/// The engine knows targets by this protocol alone; a module for each driver implements it. What it must promise stands with each
/// requirement and with those of ``SinkSession``. The engine relies on nothing else.
public protocol Sink: Sendable {
    /// The target for people, such as `sqlite:orders.db`; no password is in it.
    var name: String { get }
    /// How many sessions may change rows at the same time: 1 where the target has one writer at a time.
    var maximumWriters: Int { get }

    /// How often values were put in the place of others because the target has no such values, in all that was committed so far.
    var substitutions: Substitutions { get }

    /// The table of the target that a table of the source goes to, where nothing else was asked for.
    ///
    /// The same for the same table for ever. Two tables of the source may share one name of the target: the engine refuses the
    /// second by ``TableClaim``.
    func target(of table: TableName) -> TableName

    /// Opens a session, lends it to `body`, and closes it.
    ///
    /// A sink whose driver blocks runs `body` on a thread of its own (``SinkThread/run(_:)``); one whose driver does not, where its
    /// calls cost least. Sessions are independent: what one has not committed no other sees.
    ///
    /// When `body` ends, by whatever error, what its session has not committed is undone at once, as far as the target can still
    /// be reached, and all that the session holds is given back.
    ///
    /// - Throws: ``SinkError`` where it cannot be opened, with code `unavailable` where trying again can help; what `body` throws.
    func withSession<Result>(
        _ body: (any SinkSession) async throws -> Result
    ) async throws -> Result
}

extension Sink {
    /// None: the target takes every value as it is, or refuses it.
    public var substitutions: Substitutions { Substitutions() }
}
