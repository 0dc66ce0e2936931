// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTestSupport
import Testing

/// The log of real servers read ahead over connections of our own.
@Suite(.serialized) struct SourceDefinitionLogLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil }

    @Test(arguments: servers)
    func `changes are found by a dump as they are in the file`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE t (a INT);
                INSERT INTO t VALUES (1), (2), (3);
                ALTER TABLE t ADD b INT;
                FLUSH BINARY LOGS;
                RENAME TABLE t TO u;
                DROP TABLE u;
                """
            )
            try await MySQLConnection.withConnection(server.configuration) { connection in
                let profile = try await ServerProfile.detect(connection)
                let log = SourceDefinitionLog(server.configuration, session: connection, profile: profile)
                let end = try await log.end()
                let found = try await log.changes(from: start, to: end)
                let own = found.changes.filter { $0.change != .unknown && "\($0.change)".contains(schema) }
                #expect(own.count == 4, "\(found.changes)")
                #expect(found.end == end || end.precedes(found.end) == true)
                let file = try await FileDefinitionLog(server: server).changes(from: start, to: end)
                #expect(found.changes == file.changes)
                // From the middle of a file as well.
                let third = try #require(own.dropFirst(2).first)
                let rest = try await log.changes(from: third.position, to: end)
                #expect(rest.changes.first == third)
            }
        }
    }

    @Test(arguments: servers)
    func `HC-121 a catalog over connections names the change that came later`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(
                """
                USE \(schema);
                CREATE TABLE kept (a INT, b INT);
                CREATE TABLE changed (a INT, b INT);
                INSERT INTO kept VALUES (1, 2);
                INSERT INTO changed VALUES (1, 2);
                ALTER TABLE changed MODIFY a INT AFTER b;
                """
            )
            let maps = try LoggedTables(of: server, from: start).maps(in: schema)
            try await MySQLConnection.withConnection(server.configuration) { connection in
                let profile = try await ServerProfile.detect(connection)
                var catalog = SchemaCatalog(
                    SchemaReader(connection, isMariaDB: profile.dialect.isMariaDB, foldsCase: profile.foldsCase),
                    log: SourceDefinitionLog(server.configuration, session: connection, profile: profile)
                )
                for map in maps {
                    do throws(ReplicationError) {
                        let described = try await catalog.resolve(map.table, at: map.position)
                        #expect(described.name.table == "kept")
                        #expect(described.columns.map(\.name) == ["a", "b"])
                    } catch {
                        #expect(map.table.table == "changed")
                        #expect(error.code == .schemaChangedLater)
                        #expect(error.message.contains("MODIFY a INT AFTER b"))
                    }
                }
                #expect(maps.count == 2)
            }
        }
    }

    @Test(arguments: servers)
    func `HC-119 a file that is gone is named as lost`(_ server: LiveServer) async throws {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            let log = SourceDefinitionLog(server.configuration, session: connection, profile: profile)
            let end = try await log.end()
            do throws(ReplicationError) {
                _ = try await log.changes(from: BinlogFilePosition(file: "gone.000001"), to: end)
                Issue.record("it was read")
            } catch {
                #expect(error.code == .positionLost)
                #expect(!error.isRetryable)
            }
        }
    }

    @Test(arguments: servers)
    func `HC-078 positions inside an event and behind the end are named`(_ server: LiveServer) async throws {
        try await MySQLConnection.withConnection(server.configuration) { connection in
            let profile = try await ServerProfile.detect(connection)
            let log = SourceDefinitionLog(server.configuration, session: connection, profile: profile)
            let end = try await log.end()
            for offset in [UInt64(5), 3_000_000_000, 1] {
                do throws(ReplicationError) {
                    _ = try await log.changes(from: BinlogFilePosition(file: end.file, offset: offset), to: end)
                    Issue.record("\(offset) was read")
                } catch {
                    #expect(error.code == .positionInvalid, "\(offset): \(error)")
                    #expect(!error.isRetryable)
                    #expect(error.advice != nil)
                }
            }
        }
    }
}
