// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol
import MySQLReplication
import MySQLTestSupport
import Testing

/// Profiles of real servers, over connections of our own.
@Suite(.serialized) struct ServerLiveTests {
    private static let servers = LiveServer.all

    @Test(arguments: servers)
    func `a server's profile is what its own client says`(_ server: LiveServer) async throws {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            let byClient = try await ServerProfile.detect(CommandLineSession(server: server))
            #expect(profile == byClient)
            #expect(profile.dialect.isMariaDB == (server.flavour == .mariaDB))
            #expect(profile.writesLog)
            #expect(profile.serverID != 0)
            #expect((profile.serverUUID != nil) == (server.flavour == .mysql))
            #expect(profile.host == .plain)
            #expect(profile.problems.allSatisfy { !$0.isFatal }, "\(profile.problems)")
        }
    }

    @Test(arguments: servers)
    func `files and end of the log are found in the server's own words`(_ server: LiveServer) async throws {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            let index = try await profile.binaryLogs(connection)
            let status = try await profile.binaryLogStatus(connection)
            #expect(index.contains(status.position.file))
            #expect(index.files.last?.name == status.position.file)
            #expect(index.files.allSatisfy { ($0.isEncrypted != nil) == (server.flavour == .mysql) })
            if server.flavour == .mysql {
                _ = try await profile.gtidSets(connection)
            } else {
                _ = try await profile.mariaDBPosition(connection)
            }
        }
    }

    @Test(arguments: servers)
    func `every wording is tried until one is known, whatever the version seems to be`(
        _ server: LiveServer
    ) async throws {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            for version in ["5.5.62", "8.0.30", "9.7.0", "10.1.48-MariaDB", "11.8.6-MariaDB"] {
                let wrong = ServerDialect(ServerVersion(variable: version))
                for wordings in [wrong.binaryLogStatus, wrong.binaryLogs, wrong.replicas] {
                    // Words of the other family are no promise.
                    guard wrong.isMariaDB == (server.flavour == .mariaDB) else { continue }
                    _ = try await connection.answer(toFirstOf: wordings)
                }
            }
        }
    }

    @Test(arguments: servers)
    func `an identity differs from the source's own`(_ server: LiveServer) async throws {
        var random = SeededRandom()
        try await MySQLConnection.withConnection(server.configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            let identity = try await profile.freeIdentity(connection, using: &random)
            #expect(identity.serverID != profile.serverID)
        }
    }

    @Test(arguments: servers)
    func `an account without privileges is told which it lacks`(_ server: LiveServer) async throws {
        let user = "poor_" + String(UInt32.random(in: .min ... .max), radix: 36)
        try server.execute("CREATE USER \(user)@'127.0.0.1' IDENTIFIED BY 'secret';")
        defer {
            // The server may be gone; the test says so by itself.
            _ = try? server.execute("DROP USER \(user)@'127.0.0.1';")
        }
        var configuration = server.configuration
        configuration.credentials = .password(user: user, "secret")
        configuration.credentials.serverPublicKey = .request
        try await MySQLConnection.withConnection(configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            #expect(profile.problems.contains { $0.isFatal })
            do throws(ReplicationError) {
                _ = try await profile.binaryLogStatus(connection)
                Issue.record("it may see the log")
            } catch {
                #expect(error.code == .missingPrivilege, "\(error)")
                #expect(error.advice?.contains("GRANT") == true)
            }
            let log = SourceDefinitionLog(configuration, session: connection, profile: profile)
            let place = try LoggedTables.end(of: server)
            do throws(ReplicationError) {
                _ = try await log.changes(from: BinlogFilePosition(file: place.file), to: place)
                Issue.record("it may read the log")
            } catch {
                #expect(error.code == .missingPrivilege, "\(error)")
            }
        }
    }
}
