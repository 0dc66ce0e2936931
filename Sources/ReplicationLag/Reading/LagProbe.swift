// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Asks one server, over one connection, what a source and a replica tell of themselves.
///
/// ```swift
/// var source = try await LagProbe(sourceConnection)
/// var replica = try await LagProbe(replicaConnection)
/// let committed = try await source.source()     // first the source,
/// let channels = try await replica.replicas()   // then the replica: what it lacks then is behind for certain
/// ```
///
/// The session's time zone is set to UTC, so that times which servers write without a zone mean what they say.
public struct LagProbe: Sendable {
    /// What the server is.
    public let profile: ServerProfile
    let session: any StatementSession
    /// The files of its log, when they were asked for last.
    var logs: BinaryLogIndex?
    /// What is known of its clock.
    var clocks = ClockTrack()
    /// What the server was found not to have, so that it is not asked for again.
    var refusals: Set<Method> = []

    /// What not every server tells.
    enum Method: Hashable {
        case superReadOnly
        case commitTimestamps
        case coordinator
        case receiver
        case processList
        case ownLog
        case logs
    }

    /// Asks over a connection; it must not be used for anything else meanwhile.
    ///
    /// - Parameters:
    ///   - connection: An open connection.
    ///   - timeout: The longest that a statement may take; the connection is closed then. Nil for no limit.
    /// - Throws: `ReplicationError` where the server does not answer.
    public init(_ connection: MySQLConnection, timeout: Duration? = nil) async throws(ReplicationError) {
        try await self.init(TimedSession(connection: connection, timeout: timeout))
    }

    /// Asks in a session of any kind.
    package init(_ session: any StatementSession) async throws(ReplicationError) {
        self.session = session
        profile = try await ServerProfile.detect(session)
        do throws(StatementFailure) {
            _ = try await session.answer(to: "SET time_zone = '+00:00'")
        } catch {
            throw error.error("setting the session's time zone")
        }
    }

    /// Whether the server is MariaDB.
    var isMariaDB: Bool { profile.dialect.isMariaDB }

    func ask(_ sql: String, _ purpose: String) async throws(ReplicationError) -> StatementAnswer {
        try await ask([sql], purpose)
    }

    func ask(_ wordings: [String], _ purpose: String) async throws(ReplicationError) -> StatementAnswer {
        do throws(StatementFailure) {
            return try await session.answer(toFirstOf: wordings)
        } catch {
            throw error.error(purpose)
        }
    }

    /// Asks for what a server may not have or an account may not see; nil then, and it is not asked for again.
    mutating func askOnce(
        _ method: Method,
        _ wordings: [String],
        _ purpose: String
    ) async throws(ReplicationError) -> StatementAnswer? {
        guard !refusals.contains(method) else { return nil }
        do throws(StatementFailure) {
            return try await session.answer(toFirstOf: wordings)
        } catch {
            guard error.number != nil else { throw error.error(purpose) }
            refusals.insert(method)
            return nil
        }
    }

    /// A set or a position of GTIDs; nil where the server has none.
    func gtids(_ text: String?) throws(ReplicationError) -> ExecutedGTIDs? {
        guard let text else { return nil }
        do throws(GTIDSyntaxError) {
            return isMariaDB ? .mariaDB(try MariaDBGTIDPosition(text)) : .mysql(try GTIDSet(text))
        } catch {
            throw ReplicationError(
                .refusedByServer,
                "the server's GTIDs cannot be read: \(error)",
                underlying: error
            )
        }
    }
}

/// A connection whose statements must not take long.
struct TimedSession: StatementSession {
    let connection: MySQLConnection
    let timeout: Duration?

    func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer {
        try await connection.answer(to: sql, timeout: timeout)
    }
}

extension StatementAnswer {
    /// Microseconds of a number of seconds such as `1795291059.646407`; nil for NULL and for 0, which is no time.
    func microseconds(_ row: Int, _ column: Int?) -> Int64? {
        value(row, column).flatMap { Int64(secondsText: $0) }.flatMap { $0 == 0 ? nil : $0 }
    }
}

extension Int64 {
    /// Millionths of a decimal number with up to six places, further ones cut; nil where the text is none, or no time that a clock
    /// may show, so that what is worked out of it has room.
    init?(secondsText text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int64($0) }), (0...(1 << 40)).contains(whole) else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            let digits = parts[1].prefix(6)
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            fraction = Int64(digits + String(repeating: "0", count: 6 - digits.count)) ?? 0
        }
        self = whole * 1_000_000 + fraction
    }
}
