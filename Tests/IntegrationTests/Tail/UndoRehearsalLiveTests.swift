// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

/// `--format undo --dry-run-against`.
@Suite(.serialized) struct UndoRehearsalLiveTests {
    private static let servers = LiveServer.all.filter { $0.keys == nil && !$0.name.hasPrefix("mariadb1011") }

    @Test(arguments: servers)
    func `what others changed since is told, and nothing is changed`(_ server: LiveServer) throws {
        try server.withSchema { schema in
            let workload = SQLWorkload(server, schema)
            try server.execute(
                """
                USE \(schema); CREATE TABLE r (id INT PRIMARY KEY, a INT, f FLOAT, s VARCHAR(20), b BLOB);
                INSERT INTO r VALUES (1, 1, 0.1, 'one', 'b'), (2, 2, 0.2, 'two', NULL), (3, 3, 0.3, 'three', X'00'),
                    (4, 4, 0.4, 'four', ''), (5, 5, 0.5, NULL, NULL);
                """
            )
            let logs = try server.withGlobals(["binlog_row_metadata": "FULL"]) {
                try DifferentialLogs(of: server) {
                    try server.execute(
                        """
                        USE \(schema); UPDATE r SET a = a + 10, f = f * 3; UPDATE r SET a = a + 10 WHERE id < 4;
                        UPDATE r SET s = 'it''s' WHERE id = 2; DELETE FROM r WHERE id = 4; INSERT INTO r VALUES (6, 6, 6, '', NULL);
                        UPDATE r SET id = 50 WHERE id = 5;
                        """
                    )
                }
            }
            let url = "mysql://\(server.user)@\(server.host):\(server.port)"
            let before = try workload.checksums()
            let clean = try workload.output("undo", of: logs, "--dry-run-against", url)
            #expect(clean.status == 0, "\(clean.errorText)")
            #expect(clean.text == "12 changes to take back, 0 conflicts\n")
            #expect(try workload.checksums() == before)
            try server.execute(
                """
                USE \(schema); UPDATE r SET a = 0 WHERE id = 1; UPDATE r SET b = 'other' WHERE id = 2; DELETE FROM r WHERE id = 3;
                INSERT INTO r VALUES (4, 4, 4, 'again', NULL); UPDATE r SET s = 'changed' WHERE id = 6;
                """
            )
            let found = try workload.output("undo", of: logs, "--dry-run-against", url)
            #expect(found.status == 1)
            let conflicts = found.text.split(separator: "\n").map(String.init)
            // Column b of row 2 is none that undo would touch.
            let expected = [
                "`id` = 6: s was changed since", "`id` = 4: there is a row with this key again",
                "`id` = 3: the row is gone", "`id` = 1: a was changed since",
            ]
            #expect(conflicts.count == expected.count + 1, "\(found.text)")
            for (line, text) in zip(conflicts, expected) {
                #expect(line.hasPrefix("conflict: \(schema).r \(text) ("), "\(line)")
            }
            #expect(conflicts.last == "12 changes to take back, 4 conflicts")
        }
    }
}
