// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
import MySQLReplication

/// Where a binary log is read from.
public enum LogOrigin: Sendable {
    /// From the server that writes it.
    case server(MySQLConnection.Configuration)
    /// From files.
    case files(LogFiles)
}

/// A log that is open, with what is known of who wrote it.
struct OpenLog: Sendable {
    /// Reads it.
    let log: any BinaryLog
    /// The server; nil of files.
    let profile: ServerProfile?
    /// What its oldest file begins with.
    let oldest: LogFileHead
    /// What the server has executed, and what it has no longer; nil of files, and of MariaDB.
    var sets: (executed: GTIDSet, purged: GTIDSet)?

    /// The family of the server that wrote it.
    var flavour: ServerFlavour { oldest.flavour }

    /// Who wrote it.
    ///
    /// Files tell a number only; the UUID is the server's own.
    var server: SourceIdentity {
        profile?.identity ?? SourceIdentity(isMariaDB: flavour == .mariaDB, uuid: nil, serverID: oldest.serverID)
    }
}

extension LogOrigin {
    /// Opens the log.
    ///
    /// - Throws: `ReplicationError`, also where there is no file.
    func open() async throws(ReplicationError) -> OpenLog {
        switch self {
        case .files(let files): return try await OpenLog(files, nil, nil)
        case .server(let connection):
            return try await connection.withSession { session async throws(ReplicationError) in
                let profile = try await ServerProfile.detect(session)
                let log = try await ServerLog(connection, profile, session)
                let sets = profile.gtidMode == nil ? nil : try await profile.gtidSets(session)
                return try await OpenLog(log, profile, sets)
            }
        }
    }
}

extension OpenLog {
    /// Reads the head of the oldest file.
    fileprivate init(
        _ log: any BinaryLog,
        _ profile: ServerProfile?,
        _ sets: (executed: GTIDSet, purged: GTIDSet)?
    ) async throws(ReplicationError) {
        guard let first = log.index.files.first else {
            throw ReplicationError(.positionInvalid, "there are no files of a binary log")
        }
        self.log = log
        self.profile = profile
        self.sets = sets
        guard let head = try await log.head(of: first.name) else {
            throw ReplicationError(
                .decoding,
                "the oldest file is cut before it tells who wrote it",
                advice: "take it again from its server",
                at: BinlogFilePosition(file: first.name)
            )
        }
        oldest = head
    }
}
