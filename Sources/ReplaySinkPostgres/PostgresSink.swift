// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
public import ChangeReplay

/// A PostgreSQL database, 14 or later, that changes are replayed into.
///
/// A database of the source becomes a schema, a table a table of the same name. Types are mapped as docs/TYPE-MAPPING.md says.
///
/// ```swift
/// let sink = try PostgresSink("postgres://replay@db.example/shop?sslmode=verify-full")
/// let report = try await ReplayEngine(source, into: sink).run()
/// ```
public struct PostgresSink: Sink {
    /// What becomes of dates that PostgreSQL does not have: zero (`0000-00-00`), partial (`2024-02-00`), off the calendar.
    public enum ZeroDates: String, Sendable, Hashable, CaseIterable {
        /// They are refused.
        case stop
        /// NULL takes their place.
        case null
        /// Columns of dates are made as text.
        case text
    }

    /// What becomes of U+0000, which text of PostgreSQL cannot hold.
    public enum NulBytes: String, Sendable, Hashable, CaseIterable {
        /// The text is refused.
        case stop
        /// It is left out.
        case strip
    }

    /// How the target is used.
    public struct Options: Sendable {
        /// What becomes of dates that PostgreSQL does not have.
        public var zeroDates = ZeroDates.stop
        /// What becomes of U+0000 in text.
        public var nulBytes = NulBytes.stop
        /// How long connecting may take.
        public var connectTimeout = Duration.seconds(10)
        /// How long another session's lock is waited for, before the transaction is tried again; at least a millisecond.
        public var lockTimeout = Duration.seconds(10)
        /// How long one answer of the server is waited for; nil is for ever.
        public var answerTimeout: Duration?
        /// The schema of the sink's own tables.
        public var bookkeepingSchema = "cdcreplay"

        /// The defaults.
        public init() {}
    }

    /// The target for people: user, host, port and database.
    public let name: String
    /// PostgreSQL has many writers; each costs the server a process.
    public var maximumWriters: Int { 64 }

    let configuration: PostgresConnection.Configuration
    let options: Options
    let shared = SinkState()

    /// Describes a target; nothing is connected to.
    ///
    /// - Parameters:
    ///   - address: A URL, or libpq's list of options; what it leaves open comes from the environment, as with psql.
    ///   - options: How the target is used.
    /// - Throws: `SinkError` with code `refused` where the address cannot be read.
    public init(_ address: String, options: Options = Options()) throws(SinkError) {
        do throws(PostgresError) {
            name = try LibPQ.displayName(of: address)
        } catch {
            throw SinkError(error)
        }
        var configuration = PostgresConnection.Configuration(address)
        configuration.connectTimeout = options.connectTimeout
        configuration.answerTimeout = options.answerTimeout
        self.configuration = configuration
        self.options = options
    }

    /// How often values were replaced because PostgreSQL has no such values, in all that was committed so far.
    public var substitutions: Substitutions { shared.substitutions }

    /// The table of the same name, in the schema that has the database's name.
    public func target(of table: TableName) -> TableName { table }

    /// Connects, lends the session to `body` on a thread of its own, and disconnects.
    ///
    /// - Throws: `SinkError`; what `body` throws.
    public func withSession<Result>(
        _ body: (any SinkSession) async throws -> Result
    ) async throws -> Result {
        let interrupt: Interrupt
        do throws(PostgresError) {
            interrupt = try Interrupt()
        } catch {
            throw SinkError(error)
        }
        return try await withTaskCancellationHandler {
            try await SinkThread.run {
                let session = try PostgresSession(self, interrupt)
                defer { session.close() }
                return try await body(session)
            }
        } onCancel: {
            interrupt.raise()
        }
    }
}
#endif
