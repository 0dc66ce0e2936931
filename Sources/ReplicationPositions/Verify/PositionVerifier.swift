// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
public import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Asks a live server whether replication may begin at a position of its log.
///
/// ```swift
/// let verification = try await PositionVerifier(configuration).verify(point)
/// for check in verification.checks { print(check.outcome, check.message) }
/// ```
///
/// The file is read from its first event to the one behind the place, since only so it is certain where events begin.
public struct PositionVerifier: Sendable {
    let connection: MySQLConnection.Configuration

    /// Takes how the server is reached; nothing is connected yet.
    public init(_ connection: MySQLConnection.Configuration) {
        self.connection = connection
    }

    /// Verifies a position, by file, by GTIDs or both.
    ///
    /// - Parameters:
    ///   - point: The position; what it tells of its server is compared with the one that answers.
    ///   - event: The event that ends there, where it was recorded.
    /// - Returns: What the server says of it.
    /// - Throws: `ReplicationError` where the server cannot be asked.
    public func verify(
        _ point: StartPoint,
        lastEvent event: PositionRecord.Event? = nil
    ) async throws(ReplicationError) -> PositionVerification {
        let session: MySQLConnection
        do throws(MySQLError) {
            session = try await MySQLConnection.open(connection)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(ReplicationError) {
            let result = try await verify(point, event, session)
            await session.close()
            return result
        } catch {
            await session.close()
            throw error
        }
    }

    private func verify(
        _ point: StartPoint,
        _ event: PositionRecord.Event?,
        _ session: MySQLConnection
    ) async throws(ReplicationError) -> PositionVerification {
        let profile = try await ServerProfile.detect(session)
        var result = PositionVerification(profile)
        result.checkServer(point)
        for problem in profile.problems {
            result.add(.settings, problem.isFatal ? .bad : .warning, problem.explanation, advice: problem.advice)
        }
        result.add(.settings, .good, PositionVerifier.settings(profile))
        guard profile.writesLog else { return result }
        let index = try await profile.binaryLogs(session)
        if let gtid = point.gtid { try await verify(gtid, profile, session, &result) }
        if let file = point.file {
            guard result.checkFile(file, index) else { return result }
            let place = try await look(at: file)
            result.place = place
            result.checkPlace(file, place, event)
            if let gtid = point.gtid { result.compare(gtid, with: place) }
        } else if let gtid = point.gtid, result.isGood {
            try await follow(gtid, &result)
        }
        let name = point.file?.file ?? result.place?.after?.file ?? index.files.last?.name
        if let name { try await verifyRetention(of: name, index, profile, session, &result) }
        return result
    }

    /// Reads a file up to behind the place.
    private func look(at place: BinlogFilePosition) async throws(ReplicationError) -> PlaceInLog {
        var scanner = try await read(from: .file(BinlogFilePosition(file: place.file)), PlaceScanner(place))
        return scanner.finish()
    }

    /// Asks for what follows GTIDs, as a replica does.
    private func follow(
        _ gtid: ExecutedGTIDs,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        let start: StartPosition =
            switch gtid {
            case .mysql(let set): .after(set)
            case .mariaDB(let position): .afterMariaDB(position)
            }
        do throws(ReplicationError) {
            // No file has this name, so the first transaction that comes is the one behind the place.
            var scanner = try await read(from: start, PlaceScanner(BinlogFilePosition(file: "")))
            let place = scanner.finish()
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

    private func read(
        from start: StartPosition,
        _ scanner: PlaceScanner
    ) async throws(ReplicationError) -> PlaceScanner {
        var source = BinlogSource(connection, from: start)
        source.options.stopsAtEnd = true
        source.options.resumePolicy = .never
        do {
            return try await source.withEvents { events in
                var scanner = scanner
                receiving: while try await events.receive() != .end {
                    while try events.advance() {
                        let group = events.group
                        let file = events.file
                        scanner.accept(try events.event(), group, file: file)
                        if scanner.isOver { break receiving }
                    }
                }
                return scanner
            }
        } catch let error as ReplicationError {
            throw error
        } catch {
            throw ReplicationError(.decoding, "the log cannot be read: \(error)", underlying: error)
        }
    }

    private func verifyRetention(
        of file: String,
        _ index: BinaryLogIndex,
        _ profile: ServerProfile,
        _ session: MySQLConnection,
        _ result: inout PositionVerification
    ) async throws(ReplicationError) {
        let settings: RetentionSettings
        do throws(StatementFailure) {
            settings = try await RetentionSettings.read(session, isRDS: profile.host != .plain)
        } catch {
            guard error.number != nil else { throw error.error("asking how long files are kept") }
            result.add(.retention, .unknown, "how long files are kept cannot be asked: \(error.message)")
            return
        }
        var begun: UInt32?
        if let next = index.successor(of: file) {
            begun = try await LogHead.begun(next.name, BinlogSource(connection, from: .earliest), profile)
        }
        result.checks.append(settings.check(file, successorBegun: begun))
    }

    private static func settings(_ profile: ServerProfile) -> String {
        var parts = ["binlog_format \(profile.logFormat)"]
        if let image = profile.rowImage { parts.append("row image \(image)") }
        if let metadata = profile.rowMetadata { parts.append("row metadata \(metadata)") }
        if let checksum = profile.checksum { parts.append("checksum \(checksum)") }
        if let mode = profile.gtidMode { parts.append("gtid_mode \(mode)") }
        parts.append("compression \(profile.compressesLog ? "on" : "off")")
        if profile.encryptsLog { parts.append("encrypted on disk") }
        return "the server logs with " + parts.joined(separator: ", ")
    }
}
