// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

/// A tail whose reader goes away.
struct ClosedPipeTests {
    private static let servers = LiveServer.all.filter { ["mysql97", "mariadb118"].contains($0.name) }

    @Test(arguments: servers)
    func `a reader that goes away ends the tail in order, and where to go on is told`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let log = try server.currentBinlog().name
            try server.execute(
                // More than a pipe holds.
                """
                USE \(schema); CREATE TABLE t (id INT PRIMARY KEY, body LONGTEXT);
                INSERT INTO t VALUES (1, REPEAT('x', 300000)); INSERT INTO t VALUES (2, REPEAT('x', 300000));
                """
            )
            let tail = ([Tool("binlogtail").path, "--no-defaults", "--no-login-paths"] + server.connectionArguments)
                .joined(separator: " ")
            let result = try ChildResult(
                running: "bash",
                ["-c", "\(tail) --stop-at-end \(log) | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}"],
                environment: ["MYSQL_PWD": server.password]
            )
            #expect(result.status == 0, "\(result.errorText)")
            #expect(result.errorText.contains("the reader of the output has gone"))
            #expect(result.errorText.contains("--start-position "))
        }
    }
}
