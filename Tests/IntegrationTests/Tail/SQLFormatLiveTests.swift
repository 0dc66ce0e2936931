// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

/// What `--format sql` and `--format undo` write, run on real servers.
@Suite(.serialized) struct SQLFormatLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil }

    @Test(arguments: servers)
    func `statements make an empty server the same, and undo brings back what was before`(_ server: LiveServer) throws {
        var random = SeededRandom()
        print("\(server): \(random)")
        try server.withSchema { schema in
            let workload = SQLWorkload(server, schema)
            var before: [String: String] = [:]
            var after: [String: String] = [:]
            var changes: DifferentialLogs?
            let all = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try workload.prepare(using: &random)
                    before = try workload.checksums()
                    changes = try DifferentialLogs(of: server) { try workload.change(using: &random) }
                    after = try workload.checksums()
                }
            }
            #expect(before != after)
            let logs = try #require(changes)
            let sql = try workload.output("sql", of: all)
            #expect(sql.status == 0, "\(sql.errorText)")
            let refused = try workload.output("undo", of: all, "--on-statement", "skip")
            #expect(refused.status == 1)
            #expect(refused.errorText.contains("an XA transaction was prepared here"))
            let undo = try workload.output("undo", of: logs)
            #expect(undo.status == 0, "\(undo.errorText)")
            try server.execute("DROP DATABASE \(schema); CREATE DATABASE \(schema) CHARACTER SET utf8mb4;")
            try workload.run(sql.text)
            #expect(try workload.checksums() == after)
            try workload.run(undo.text)
            #expect(try workload.checksums() == before)
            // Once more there and back, all columns this time.
            let forth = try workload.output("sql", of: logs, "--all-columns")
            let back = try workload.output("undo", of: logs, "--all-columns")
            try workload.run(forth.text)
            #expect(try workload.checksums() == after)
            try workload.run(back.text)
            #expect(try workload.checksums() == before)
        }
    }

    @Test(arguments: servers, ["MINIMAL", "NOBLOB", "FULL_NODUP"])
    func `images with less than whole rows are undone where they allow it, and refused where not`(
        _ server: LiveServer,
        _ image: String
    ) throws {
        let isKnown = image != "FULL_NODUP" || server.flavour == .mariaDB && !server.name.hasPrefix("mariadb1011")
        guard isKnown else { return }
        try server.withSchema { schema in
            let workload = SQLWorkload(server, schema)
            let session = "USE \(schema); SET SESSION binlog_row_image = \(image);"
            try server.execute(
                "USE \(schema); CREATE TABLE t (id INT PRIMARY KEY, a INT, b TEXT); INSERT INTO t VALUES (1, 1, 'b'), (2, 2, 'c');"
            )
            let before = try workload.checksums()
            try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                let inserts = try DifferentialLogs(of: server) {
                    try server.execute(session + "INSERT INTO t VALUES (3, 3, 'x'); INSERT INTO t (id) VALUES (4);")
                }
                let inserted = try workload.checksums()
                let updates = try DifferentialLogs(of: server) {
                    try server.execute(session + "UPDATE t SET a = a + 10 WHERE id < 3;")
                }
                let updated = try workload.checksums()
                let deletes = try DifferentialLogs(of: server) {
                    try server.execute(session + "DELETE FROM t WHERE id = 3;")
                }
                let deleted = try workload.checksums()
                let back = try [deletes, updates, inserts].map { try workload.output("undo", of: $0) }
                let forth = try [inserts, updates, deletes].map { try workload.output("sql", of: $0) }
                for result in forth { #expect(result.status == 0, "\(result.errorText)") }
                let isWhole = image == "FULL_NODUP"
                // Which values there were is told by the image before, and a row is deleted by its key.
                #expect(back.map(\.status) == [isWhole ? 0 : 1, image == "MINIMAL" ? 1 : 0, 0])
                if !isWhole {
                    #expect(back[0].errorText.contains("was before, since the source logs less than whole rows"))
                }
                for result in back where result.status != 0 { #expect(result.text == "") }
                // All is done again from the start.
                try server.execute("USE \(schema); DELETE FROM t; INSERT INTO t VALUES (1, 1, 'b'), (2, 2, 'c');")
                try workload.run(forth[0].text)
                #expect(try workload.checksums() == inserted)
                try workload.run(forth[1].text)
                #expect(try workload.checksums() == updated)
                try workload.run(forth[2].text)
                #expect(try workload.checksums() == deleted)
                guard isWhole else { return }
                for result in back { try workload.run(result.text) }
                #expect(try workload.checksums() == before)
            }
        }
    }

    @Test(arguments: servers.filter { $0.flavour == .mysql })
    func `HC-047 documents that were logged as differences become functions`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let workload = SQLWorkload(server, schema)
            let rows = "(1, JSON_OBJECT('a', REPEAT('x', 300), 's', 't', 'n', 1, 'l', JSON_ARRAY(1, 2, 3)))"
            let table = "USE \(schema); CREATE TABLE p (id INT PRIMARY KEY, j JSON); INSERT INTO p VALUES \(rows);"
            try server.execute(table)
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try server.execute(
                        """
                        USE \(schema); SET SESSION binlog_row_value_options = PARTIAL_JSON, binlog_row_image = MINIMAL;
                        UPDATE p SET j = JSON_REPLACE(j, '$.s', 'str''q"\\\\');
                        UPDATE p SET j = JSON_REPLACE(j, '$.n', JSON_OBJECT('a', 'b''c'));
                        UPDATE p SET j = JSON_SET(j, '$.q1', 'y', '$.q2', false);
                        UPDATE p SET j = JSON_SET(j, '$.l[5]', CAST('2020-01-01' AS DATE));
                        UPDATE p SET j = JSON_REMOVE(j, '$.l[0]', '$.q1');
                        """
                    )
                }
            }
            let after = try workload.checksums()
            let sql = try workload.output("sql", of: logs)
            #expect(sql.status == 0, "\(sql.errorText)")
            #expect(sql.text.contains("JSON_ARRAY_INSERT("))
            try server.execute("DROP TABLE \(schema).p; \(table)")
            try workload.run(sql.text)
            #expect(try workload.checksums() == after)
        }
    }
}
