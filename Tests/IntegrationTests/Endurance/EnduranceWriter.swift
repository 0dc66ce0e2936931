// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport

/// Commits numbered transactions over and over, whatever happens to the server.
///
/// Each worker goes on behind the highest number that the table holds: what became of a commit whose answer was lost, the
/// table tells.
struct EnduranceWriter: Sendable {
    let server: LiveServer
    let folder: String
    let transactions: Int
    let workers: Int
    let hugeTransactions: Int
    let hugeBytes: Int

    static let schema = "endurance"

    /// Makes the tables and the procedures that write.
    func prepare() async throws {
        let schema = EnduranceWriter.schema
        try await execute(
            """
            CREATE DATABASE \(schema);
            USE \(schema);
            CREATE TABLE small (worker INT, seq INT, pad VARCHAR(200), PRIMARY KEY (worker, seq)) ENGINE=InnoDB;
            CREATE TABLE big (worker INT, seq INT, body LONGBLOB, PRIMARY KEY (worker, seq)) ENGINE=InnoDB;
            DELIMITER //
            CREATE PROCEDURE write_small(IN w INT, IN target INT)
            BEGIN
                DECLARE n INT;
                SELECT COALESCE(MAX(seq), 0) INTO n FROM small WHERE worker = w;
                WHILE n < target DO
                    SET n = n + 1;
                    INSERT INTO small VALUES (w, n, REPEAT('x', n % 200));
                END WHILE;
            END//
            CREATE PROCEDURE write_big(IN w INT, IN parts INT)
            BEGIN
                DECLARE n INT DEFAULT 0;
                IF NOT EXISTS (SELECT 1 FROM big WHERE worker = w) THEN
                    START TRANSACTION;
                    WHILE n < parts DO
                        SET n = n + 1;
                        INSERT INTO big VALUES (w, n, REPEAT(CHAR(65 + n % 26), 1048576));
                    END WHILE;
                    COMMIT;
                END IF;
            END//
            DELIMITER ;
            """
        )
    }

    /// Writes everything, and a last row of worker 0.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 1...workers {
                let target = transactions / workers + (worker <= transactions % workers ? 1 : 0)
                group.addTask {
                    try await untilDone("CALL \(EnduranceWriter.schema).write_small(\(worker), \(target));")
                }
            }
            group.addTask {
                for number in 0..<hugeTransactions {
                    let parts = hugeBytes >> 20
                    try await untilDone("CALL \(EnduranceWriter.schema).write_big(\(100 + number), \(parts));")
                }
            }
            try await group.waitForAll()
        }
        try await untilDone("CALL \(EnduranceWriter.schema).write_small(0, 1);")
    }

    /// Says it again until the server has done it; the procedures go on where they were.
    private func untilDone(_ statement: String) async throws {
        let deadline = ContinuousClock.now + .seconds(3600)
        while true {
            do {
                return try await execute(statement)
            } catch let error as LiveServerError {
                // The server was killed: it comes back.
                guard ContinuousClock.now < deadline, isPassing("\(error)") else { throw error }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Whether an error is one of a server that goes, is away, or comes.
    private func isPassing(_ message: String) -> Bool {
        ["2002", "2003", "2006", "2013", "2026", "1053", "1927", "ERROR 1180"].contains { message.contains($0) }
    }

    private func execute(_ sql: String) async throws {
        let result = try await ChildResult.collect(
            running: server.client,
            server.connectionArguments + ["--batch", "--skip-reconnect"],
            input: Array(sql.utf8)
        )
        guard result.status == 0 else {
            throw LiveServerError.failed(
                server: server.name,
                status: result.status,
                message: result.errorText,
                input: sql
            )
        }
    }
}
