// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// A server that answers by the words that statements contain; what it was not told of is unknown to it.
struct ScriptedSession: StatementSession {
    let answers: [(words: String, columns: [String], rows: [[String?]])]

    func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer {
        guard let answer = answers.first(where: { sql.contains($0.words) }) else {
            if sql.hasPrefix("SET ") { return StatementAnswer(columns: [], rows: []) }
            throw StatementFailure(number: 1064, message: "unknown: \(sql)")
        }
        return StatementAnswer(columns: answer.columns, rows: answer.rows)
    }

    /// MySQL with further answers, which go before its own.
    static func mysql(_ more: [(String, [String], [[String?]])] = []) -> ScriptedSession {
        ScriptedSession(
            answers: more + [
                (
                    "SHOW GLOBAL VARIABLES", ["Variable_name", "Value"],
                    [["version", "9.7.4"], ["server_id", "1"], ["server_uuid", sourceUUID], ["gtid_mode", "ON"]]
                ),
                ("@@GLOBAL.gtid_mode", ["t", "r", "s", "g"], [["1795291059.646407", "0", "0", "ON"]]),
                (
                    "SHOW BINARY LOG STATUS", ["File", "Position", "Executed_Gtid_Set"],
                    [["binlog.000002", "300", "\(sourceUUID):1-5"]]
                ),
                ("@@GLOBAL.gtid_executed", ["g"], [["\(sourceUUID):1-5"]]),
                (
                    "SHOW BINARY LOGS", ["Log_name", "File_size"],
                    [["binlog.000001", "900"], ["binlog.000002", "300"]]
                ),
            ]
        )
    }
}
