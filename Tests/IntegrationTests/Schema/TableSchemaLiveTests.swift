// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

/// Descriptions by real servers beside the table maps that they log.
@Suite(.serialized) struct TableSchemaLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil }

    private func reader(_ server: LiveServer) -> SchemaReader {
        SchemaReader(CommandLineSession(server: server), isMariaDB: server.flavour == .mariaDB, foldsCase: false)
    }

    @Test func `required servers are there`() {
        #expect(!LiveServer.isRequired || !TableSchemaLiveTests.servers.isEmpty)
    }

    @Test(arguments: servers)
    func `a table of every type is described as it is logged`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            try server.execute(EdgeColumn.statements(EdgeColumn.columns(of: server), schema: schema))
            let map = try #require(try LoggedTables(of: server, from: start).maps(in: schema).last)
            let name = TableName(database: schema, table: "edges")
            let described = try #require(try await reader(server).read(name))
            let checked = try described.checked(against: map.table)
            #expect(checked.columns.map(\.name) == EdgeColumn.columns(of: server).map(\.name))
            #expect(checked.columns.allSatisfy { $0.shape != nil })
            #expect(checked.primaryKey == [0])
            // Completed columns are what FULL metadata would have told.
            for (column, edge) in zip(checked.completing(map.table), EdgeColumn.columns(of: server)) {
                #expect(column.name == edge.name)
                if let hint = edge.hint { #expect(column.hint == hint, "\(edge.name)") }
                if edge.type.hasPrefix("ENUM"), let label = column.labels.first { #expect(label == Array("m1".utf8)) }
            }
        }
    }

    @Test(arguments: servers)
    func `spellings, defaults and extensions of types are described as they are logged`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { schema in
            let start = try LoggedTables.end(of: server)
            let tables = SchemaTables.statements(server, schema: schema)
            try server.execute(tables)
            let maps = try LoggedTables(of: server, from: start).maps(in: schema)
            #expect(maps.count >= 6)
            for map in maps {
                let name = TableName(database: schema, table: map.table.table)
                let described = try #require(try await reader(server).read(name), "\(name)")
                do throws(SchemaMismatch) {
                    let checked = try described.checked(against: map.table)
                    #expect(checked.columns.count == map.table.columns.count)
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
    }

    /// The tables' maps with FULL metadata; tests beside this one may turn it off for a moment.
    private func fullMaps(
        _ server: LiveServer,
        schema: String
    ) throws -> [(table: TableMap, position: BinlogFilePosition)] {
        for _ in 0..<10 {
            try server.execute("DROP DATABASE \(schema); CREATE DATABASE \(schema);")
            let start = try LoggedTables.end(of: server)
            try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                _ = try server.execute(SchemaTables.statements(server, schema: schema))
            }
            let maps = try LoggedTables(of: server, from: start, keepsNames: true).maps(in: schema)
            if maps.allSatisfy({ TableSchema($0.table) != nil }) { return maps }
        }
        Issue.record("binlog_row_metadata does not stay FULL")
        return []
    }

    @Test(arguments: servers)
    func `what the server describes is what FULL metadata tells`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { schema in
            for map in try fullMaps(server, schema: schema) {
                let told = try #require(TableSchema(map.table))
                let described = try #require(try await reader(server).read(told.name))
                let checked = try described.checked(against: map.table)
                #expect(checked.primaryKey == told.primaryKey, "\(told.name)")
                for (own, logged) in zip(checked.columns, told.columns) {
                    let place = "\(told.name).\(own.name)"
                    #expect(own.name == logged.name, "\(place)")
                    #expect(own.isUnsigned == logged.isUnsigned, "\(place)")
                    #expect(own.geometryType == logged.geometryType, "\(place)")
                    #expect(own.dimensions == logged.dimensions, "\(place)")
                    let set = logged.collation?.characterSet ?? .utf8mb4
                    #expect(own.labels.map { String(repairing: $0.span) } == logged.labels.map { set.decode($0.span) })
                    if let isVisible = logged.isVisible { #expect(own.isVisible == isVisible, "\(place)") }
                }
            }
        }
    }

    @Test(arguments: servers)
    func `a table that is not there is not described`(_ server: LiveServer) async throws {
        let name = TableName(database: "no such'\\schema", table: "t")
        #expect(try await reader(server).read(name) == nil)
    }
}
