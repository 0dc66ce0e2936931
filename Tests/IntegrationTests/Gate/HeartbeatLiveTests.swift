// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing

/// Heartbeat tables in every layout, on real servers.
@Suite(.serialized) struct HeartbeatLiveTests {
    private static let layouts = [
        // What pt-heartbeat makes, with and without places, in UTC; what is older; what people make of it.
        "ts varchar(26) NOT NULL, server_id int unsigned NOT NULL PRIMARY KEY, file varchar(255), position bigint unsigned, "
            + "relay_master_log_file varchar(255), exec_master_log_pos bigint unsigned",
        "ts varchar(26) NOT NULL, server_id int unsigned NOT NULL PRIMARY KEY",
        "ts char(26) NOT NULL, server_id int unsigned NOT NULL PRIMARY KEY, file varchar(255), position bigint unsigned, "
            + "relay_source_log_file varchar(255), exec_source_log_pos bigint unsigned",
        "id int NOT NULL PRIMARY KEY, ts datetime NOT NULL",
        "server_id int unsigned NOT NULL PRIMARY KEY, ts timestamp(6) NOT NULL",
    ]

    @Test(arguments: LiveServer.all, layouts.indices)
    func `a row that is written is read, whatever the layout`(_ server: LiveServer, _ index: Int) async throws {
        try await server.withOwnSchema { connection in
            let name = try await connection.query(text: "SELECT DATABASE()")
            var schema = ""
            for try await row in name { schema = try row.decode(String.self, at: 0) }
            try await connection.execute(text: "CREATE TABLE heartbeat (\(HeartbeatLiveTests.layouts[index]))")
            var table = try await HeartbeatTable("\(schema).heartbeat", on: connection)
            #expect(try await table.row(of: 7) == nil)
            for time: Int64 in [1_357_095_845_000_710, 1_357_095_846_250_000] {
                try await table.write(HeartbeatTime.text(time), of: 7)
                let row = try #require(try await table.row(of: 7))
                // The old layout has no fractions; it rounds.
                #expect(abs(row.time - time) <= (index == 3 ? 500_000 : 0))
                #expect(row.serverID == (index == 3 ? nil : 7))
                #expect((row.place != nil) == (index == 0 || index == 2))
            }
            // Another server's row is another's.
            if index != 3 { #expect(try await table.row(of: 8) == nil) }
        }
    }

    @Test(arguments: LiveServer.all)
    func `the table is made as pt-heartbeat makes it, and another one is refused`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            let name = try await connection.query(text: "SELECT DATABASE()")
            var schema = ""
            for try await row in name { schema = try row.decode(String.self, at: 0) }
            var table = try await HeartbeatTable("\(schema).heartbeat", on: connection)
            await #expect(throws: (any Error).self) { try await table.write(HeartbeatTime.text(0), of: 1) }
            try await table.create()
            try await table.create()
            try await table.write(HeartbeatTime.text(1_000_000), of: 1)
            #expect(try await table.row(of: 1)?.time == 1_000_000)
            try await connection.execute(text: "CREATE TABLE other (a INT)")
            var other = try await HeartbeatTable("\(schema).other", on: connection)
            await #expect {
                try await other.row(of: 1)
            } throws: {
                "\($0)".contains("no heartbeat table")
            }
        }
    }
}
