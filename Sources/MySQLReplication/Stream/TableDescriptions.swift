// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes

/// What a source says of its tables over a connection beside the dump, for logs that do not tell.
struct TableDescriptions: ~Copyable {
    private let connection: MySQLConnection
    private var catalog: SchemaCatalog

    /// Connects to the server that the dump comes from.
    ///
    /// - Throws: ``ReplicationError``, also where another server answers.
    init(_ source: BinlogSource, of server: SourceIdentity) async throws(ReplicationError) {
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(source.connection)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(ReplicationError) {
            let profile = try await ServerProfile.detect(connection)
            guard profile.identity == server else {
                throw ReplicationError(
                    .connection,
                    "\(source.address) is \(profile.identity) for a second connection, and \(server) for the dump",
                    advice: "address one server, not several behind one name"
                )
            }
            let reader = SchemaReader(connection, isMariaDB: profile.dialect.isMariaDB, foldsCase: profile.foldsCase)
            let log = SourceDefinitionLog(source.connection, session: connection, profile: profile)
            catalog = SchemaCatalog(reader, log: log)
        } catch {
            await connection.close()
            throw error
        }
        self.connection = connection
    }

    /// A table whose map stands at `place`, with what the source tells of its columns and its primary key.
    mutating func described(
        _ table: TableMap,
        at place: BinlogFilePosition
    ) async throws(ReplicationError) -> TableMap {
        let schema = try await catalog.resolve(table, at: place)
        return TableMap(table, columns: schema.completing(table), primaryKey: schema.primaryKey)
    }

    /// Takes note of a statement at `place`.
    mutating func note(_ statement: StatementSummary, at place: BinlogFilePosition) {
        catalog.accept(statement, at: place)
    }

    /// Ends the connection.
    func close() async {
        await connection.close()
    }
}
