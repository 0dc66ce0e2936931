// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTypes

/// The binary log of a live server, read as a replica reads it.
///
/// Each stretch takes a connection of its own.
struct ServerLog: BinaryLog {
    /// How the server is reached.
    let connection: MySQLConnection.Configuration
    /// What it is.
    let profile: ServerProfile
    let index: BinaryLogIndex

    /// Asks a server for its files.
    ///
    /// - Throws: `ReplicationError`, also where it writes no log.
    init(
        _ connection: MySQLConnection.Configuration,
        _ profile: ServerProfile,
        _ session: MySQLConnection
    ) async throws(ReplicationError) {
        self.connection = connection
        self.profile = profile
        index = try await profile.binaryLogs(session)
    }

    func read<Scanner: LogScanner>(
        from file: String,
        _ scanner: Scanner
    ) async throws(ReplicationError) -> LogReading<Scanner> {
        LogReading(scanner: try await read(from: .file(BinlogFilePosition(file: file)), scanner))
    }

    /// Shows a scanner the events from a place on.
    func read<Scanner: LogScanner>(
        from start: StartPosition,
        _ scanner: Scanner
    ) async throws(ReplicationError) -> Scanner {
        var source = BinlogSource(connection, from: start)
        source.options.stopsAtEnd = true
        source.options.resumePolicy = .never
        do {
            return try await source.withEvents { events in
                var scanner = scanner
                receiving: while try await events.receive() != .end {
                    while try events.advance() {
                        let file = events.file
                        scanner.accept(try events.event(), file: file)
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
}

extension MySQLConnection.Configuration {
    /// Lends a connection, and closes it.
    ///
    /// - Throws: what `body` throws; a `ReplicationError` of connecting.
    func withSession<Result>(
        _ body: (MySQLConnection) async throws(ReplicationError) -> Result
    ) async throws(ReplicationError) -> Result {
        do {
            return try await MySQLConnection.withConnection(self, body)
        } catch let error as ReplicationError {
            throw error
        } catch let error as MySQLError {
            throw ReplicationError(connecting: error)
        } catch {
            throw ReplicationError(.connection, "\(error)", underlying: error)
        }
    }
}
