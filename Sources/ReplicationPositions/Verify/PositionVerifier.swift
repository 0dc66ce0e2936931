// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Finds out whether replication may begin at a position of a log, from the server that writes it or from its files.
///
/// ```swift
/// let verification = try await PositionVerifier(.server(configuration)).verify(point)
/// for check in verification.checks { print(check.outcome, check.message) }
/// ```
///
/// The file is read from its first event to the one behind the place, since only so it is certain where events begin.
public struct PositionVerifier: Sendable {
    let origin: LogOrigin
    /// The account that replication is to use, whose grants are looked at; nil for the one that asks.
    public var replicationUser: String?
    /// The server that is to replicate from there; nil where nothing is known of it.
    public var target: ReplicationTarget?

    /// Takes where the log is; nothing is read yet.
    public init(_ origin: LogOrigin) {
        self.origin = origin
    }

    /// Verifies a position, by file, by GTIDs or both.
    ///
    /// - Parameters:
    ///   - point: The position; what it tells of its server is compared with the one that answers.
    ///   - mark: The event before it, where it was recorded.
    /// - Returns: What the log says of it.
    /// - Throws: `ReplicationError` where the server cannot be asked, or files cannot be read.
    public func verify(
        _ point: StartPoint,
        mark: EventMark? = nil
    ) async throws(ReplicationError) -> PositionVerification {
        switch origin {
        case .server(let connection):
            return try await connection.withSession { session async throws(ReplicationError) in
                let profile = try await ServerProfile.detect(session)
                return try await verify(point, mark, connection, profile, session)
            }
        case .files: return try await verifyFiles(point, mark)
        }
    }

    private func verify(
        _ point: StartPoint,
        _ mark: EventMark?,
        _ connection: MySQLConnection.Configuration,
        _ profile: ServerProfile,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> PositionVerification {
        var result = PositionVerification(profile.identity, version: profile.versionText)
        result.checkServer(point)
        try await checkSettings(profile, session, &result)
        if let target {
            let facts = try await ServerFacts.read(session, profile)
            result.checks += TargetChecks(facts, try await target.facts()).checks
        }
        guard profile.writesLog else { return result }
        let log = try await ServerLog(connection, profile, session)
        if let gtid = point.gtid { try await verify(gtid, profile, session, &result) }
        if let file = point.file {
            guard result.checkFile(file, log.index, isLive: true) else { return result }
            try await look(at: file, mark, log, &result)
            if let gtid = point.gtid, let place = result.place { result.compare(gtid, with: place) }
        } else if let gtid = point.gtid, result.isGood {
            try await follow(gtid, log, &result)
        }
        let name = point.file?.file ?? result.place?.after?.file ?? log.index.files.last?.name
        if let name { try await verifyRetention(of: name, log, session, &result) }
        return result
    }

    /// Reads a file up to behind the place.
    func look(
        at place: BinlogFilePosition,
        _ mark: EventMark?,
        _ log: any BinaryLog,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        var reading = try await log.read(from: place.file, PlaceScanner(place, mark: mark))
        let found = reading.scanner.finish(reading.cut)
        result.place = found
        result.checkPlace(place, found, mark)
    }

    /// Asks for what follows GTIDs, as a replica does.
    private func follow(
        _ gtid: ExecutedGTIDs,
        _ log: ServerLog,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        let start: StartPosition =
            switch gtid {
            case .mysql(let set): .after(set)
            case .mariaDB(let position): .afterMariaDB(position)
            }
        do throws(ReplicationError) {
            // No file has this name, so the first transaction that comes is the one behind the place.
            var scanner = try await log.read(from: start, PlaceScanner(BinlogFilePosition(file: "")))
            var place = scanner.finish()
            place.executed = gtid
            result.place = place
            result.add(
                .place,
                .good,
                place.after.map { "the server goes on with \($0.file):\($0.begin)\($0.gtid.map { " (\($0))" } ?? "")" }
                    ?? "the server has nothing that follows yet"
            )
        } catch {
            guard [.positionLost, .positionInvalid].contains(error.code) else { throw error }
            result.add(.purged, .bad, error.message, advice: error.advice)
        }
    }

    private func verifyRetention(
        of file: String,
        _ log: ServerLog,
        _ session: MySQLConnection,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        let settings: RetentionSettings
        do throws(StatementFailure) {
            settings = try await RetentionSettings.read(session, isRDS: log.profile.host != .plain)
        } catch {
            guard error.number != nil else { throw error.error("asking how long files are kept") }
            result.add(.retention, .unknown, "how long files are kept cannot be asked: \(error.message)")
            return
        }
        var begun: UInt32?
        if let next = log.index.successor(of: file) { begun = try await log.head(of: next.name)?.begun }
        result.checks.append(settings.check(file, successorBegun: begun))
    }
}
