// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

/// Logs of live servers, read by us and by the servers' own tools.
@Suite(.serialized) struct DifferentialTests {
    /// Servers whose logs can be read without a key; those of the others have tests of their own.
    private static let servers = LiveServer.all.filter { $0.keys == nil }

    @Test func `required servers are there`() {
        #expect(!LiveServer.isRequired || !DifferentialTests.servers.isEmpty)
    }

    @Test(arguments: DifferentialTests.servers)
    func `edges of every type are what SELECT gives, and what the tool prints`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let columns = EdgeColumn.columns(of: server)
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try server.execute(EdgeColumn.statements(columns, schema: schema))
                }
            }
            try logs.expectSameAsTool()
            try ServerValues(server, schema: schema, table: "edges", columns).expectInserted(in: logs)
        }
    }

    @Test(arguments: DifferentialTests.servers)
    func `10,000 random rows are what SELECT gives, and what the tool prints`(_ server: LiveServer) throws {
        var random = SeededRandom()
        print("\(server): \(random)")
        try server.withSchema { schema in
            let statements = RandomRows.statements(count: 10_000, schema: schema, using: &random)
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) { try server.execute(statements) }
            }
            try logs.expectSameAsTool()
            try ServerValues(server, schema: schema, table: "rows_", RandomRows.columns).expectInserted(in: logs)
        }
    }

    @Test(arguments: DifferentialTests.servers, ["FULL", "MINIMAL", "NOBLOB", "FULL_NODUP"])
    func `every kind of row image is what the tool prints`(_ server: LiveServer, _ image: String) throws {
        let isKnown = image != "FULL_NODUP" || server.flavour == .mariaDB && !server.name.hasPrefix("mariadb1011")
        guard isKnown else { return }
        try server.withSchema { schema in
            let statements = DifferentialStatements.rowImages(schema, image: image, server)
            for metadata in ["FULL", "MINIMAL"] {
                var globals = ["binlog_row_metadata": metadata]
                if server.flavour == .mariaDB { globals["log_bin_compress"] = metadata == "FULL" ? "1" : "0" }
                let logs = try server.withGlobals(globals) {
                    try DifferentialLogs(of: server) { try server.execute(statements) }
                }
                try logs.expectSameAsTool()
            }
        }
    }

    @Test(arguments: DifferentialTests.servers)
    func `statements, transactions and DDL are what the tool prints`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let logs = try DifferentialLogs(of: server) {
                try server.execute(DifferentialStatements.common(schema))
                guard server.flavour == .mariaDB else {
                    try server.execute(DifferentialStatements.mysql(schema))
                    return
                }
                try server.withGlobals(["log_bin_compress": "1"]) {
                    _ = try server.execute(DifferentialStatements.mariaDB(schema))
                }
            }
            try logs.expectSameAsTool()
        }
    }

    @Test(arguments: DifferentialTests.servers)
    func `LOAD DATA in statement format is what the tool prints`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            try server.execute("CREATE TABLE \(schema).loaded (a INT, b VARCHAR(10));")
            let logs = try server.withGlobals(["local_infile": "1"]) {
                try DifferentialLogs(of: server) {
                    for option in ["", "REPLACE", "IGNORE"] {
                        let result = try ChildResult(
                            running: server.client,
                            server.connectionArguments + ["--local-infile=1", schema],
                            input: Array(
                                """
                                SET SESSION binlog_format = STATEMENT;
                                LOAD DATA LOCAL INFILE '/etc/hostname' \(option) INTO TABLE loaded (b);
                                """.utf8
                            ),
                            environment: ["MYSQL_PWD": server.password]
                        )
                        #expect(result.status == 0, "\(result.errorText)")
                    }
                }
            }
            try logs.expectSameAsTool()
        }
    }
}
