// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Takes a position from a live replica, with its applier stopped.
///
/// ```swift
/// let capture = PositionCapture(configuration, channel: nil)
/// let captured = try await capture.run(stops: true, startsAgain: false)
/// ```
///
/// The position is in the log of the replica's source: everything before it is in the replica's data, nothing behind it.
public struct PositionCapture: Sendable {
    private let connection: MySQLConnection.Configuration
    private let channel: String?

    /// The most times that the status is read until it stands still.
    private static let mostReadings = 100

    /// Takes how the replica is reached, and which of its channels is meant; nil means the only one.
    public init(_ connection: MySQLConnection.Configuration, channel: String?) {
        self.connection = connection
        self.channel = channel
    }

    /// What was captured.
    public struct Captured: Sendable, Hashable {
        /// The status that the position is from.
        public var status: ReplicaStatus
        /// The position; nil where the applier ran on, or nothing was executed yet.
        public var record: PositionRecord?
        /// Whether the applier was stopped by us.
        public var wasStopped: Bool
        /// Whether it was started again.
        public var wasStarted: Bool
    }

    /// Captures the position.
    ///
    /// - Parameters:
    ///   - stops: Whether the applier is stopped where it runs; else a running applier gives no position.
    ///   - startsAgain: Whether it is started again, where it was stopped by us.
    /// - Returns: The position, with the status that it is from.
    /// - Throws: `ReplicationError` where the replica cannot be asked, has no such channel, or does not stop.
    public func run(stops: Bool, startsAgain: Bool) async throws(ReplicationError) -> Captured {
        try await connection.withSession { session async throws(ReplicationError) in
            try await run(stops, startsAgain, session)
        }
    }

    private func run(
        _ stops: Bool,
        _ startsAgain: Bool,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> Captured {
        let profile = try await ServerProfile.detect(session)
        var captured = Captured(
            status: try await status(profile, session),
            record: nil,
            wasStopped: false,
            wasStarted: false
        )
        let words = ApplierStatements(profile, channel: captured.status.channel)
        if captured.status.applier != .stopped {
            guard stops else { return captured }
            try await ask(session, words.stop, "stopping the applier")
            captured.wasStopped = true
        }
        do throws(ReplicationError) {
            captured.status = try await stillStatus(profile, session)
            captured.record = try await record(captured.status, profile, session)
        } catch {
            // Who asked for it to run on is not left with a replica that stands still.
            if captured.wasStopped, startsAgain { try await ask(session, words.start, "starting the applier again") }
            throw error
        }
        if captured.wasStopped, startsAgain {
            try await ask(session, words.start, "starting the applier again")
            captured.wasStarted = true
        }
        return captured
    }

    /// The status of the channel that is meant.
    private func status(
        _ profile: ServerProfile,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> ReplicaStatus {
        let answer: StatementAnswer
        do throws(StatementFailure) {
            answer = try await session.answer(toFirstOf: profile.dialect.replicaStatus)
        } catch {
            throw error.error("asking for the replica's status")
        }
        var statuses = answer.rows.map { row in
            ReplicaStatus(StatusRow(zip(answer.columns, row).map { StatusRow.Field($0, $1) }))
        }
        if let channel { statuses = statuses.filter { ($0.channel ?? "") == channel } }
        guard let status = statuses.first else {
            throw ReplicationError(
                .usage,
                channel == nil ? "the server replicates from nowhere" : "the server has no channel '\(channel ?? "")'",
                advice: "connect to the replica"
            )
        }
        guard statuses.count == 1 else {
            let names = statuses.map { "'\($0.channel ?? "")'" }.joined(separator: ", ")
            throw ReplicationError(.usage, "the server replicates from several sources", advice: "name one: \(names)")
        }
        return status
    }

    /// Reads the status until the applier is stopped, and two readings tell one place.
    private func stillStatus(
        _ profile: ServerProfile,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> ReplicaStatus {
        var last: ReplicaStatus?
        for _ in 0..<PositionCapture.mostReadings {
            let status = try await status(profile, session)
            if status.applier == .stopped, let last, last.applier == .stopped, last.executed == status.executed {
                return status
            }
            last = status
            try await ask(session, "DO SLEEP(0.1)", "waiting for the applier")
        }
        throw ReplicationError(
            .serverConfiguration,
            "the applier does not stop",
            advice: "a long transaction may have to end first; look at SHOW PROCESSLIST"
        )
    }

    private func record(
        _ status: ReplicaStatus,
        _ profile: ServerProfile,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> PositionRecord? {
        guard let place = status.executed, place.offset > 0 else { return nil }
        let isMariaDB = profile.dialect.isMariaDB
        let variable = isMariaDB ? "@@GLOBAL.gtid_slave_pos" : "@@GLOBAL.gtid_executed"
        var gtid: String?
        if isMariaDB || profile.gtidMode != nil {
            let text = try await value(session, "SELECT \(variable)", "asking for the executed GTIDs") ?? ""
            do throws(GTIDSyntaxError) {
                let executed = try ExecutedGTIDs(text: text, flavour: isMariaDB ? .mariaDB : .mysql)
                gtid = text.isEmpty ? nil : "\(executed)"
            } catch {
                throw ReplicationError(
                    .refusedByServer,
                    "the server's GTIDs cannot be read: \(error)",
                    underlying: error
                )
            }
        }
        let time = try await value(
            session,
            "SELECT DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%dT%H:%i:%sZ')",
            "asking for the time"
        )
        return PositionRecord(
            source: PositionRecord.Source(
                flavour: (isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
                uuid: status.sourceUUID?.description,
                serverID: status.sourceID
            ),
            file: place.file,
            position: place.offset,
            gtid: gtid,
            time: time
        )
    }

    private func ask(_ session: MySQLConnection, _ sql: String, _ purpose: String) async throws(ReplicationError) {
        do throws(StatementFailure) {
            _ = try await session.answer(to: sql)
        } catch {
            throw error.error(purpose)
        }
    }

    private func value(
        _ session: MySQLConnection,
        _ sql: String,
        _ purpose: String
    ) async throws(ReplicationError) -> String? {
        do throws(StatementFailure) {
            return try await session.answer(to: sql).value(0, 0)
        } catch {
            throw error.error(purpose)
        }
    }
}
