// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// Answers statements from a list: the first entry whose beginning the statement has.
struct FakeSession: StatementSession {
    /// What a statement gives.
    enum Reply {
        case rows([String], [[String?]])
        case refusal(UInt16?)
    }

    let replies: [(beginning: String, reply: Reply)]

    func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer {
        switch replies.first(where: { sql.hasPrefix($0.beginning) })?.reply {
        case .rows(let columns, let rows): return StatementAnswer(columns: columns, rows: rows)
        case .refusal(let number): throw StatementFailure(number: number, message: "refused")
        case nil: throw StatementFailure(number: 1064, message: "syntax error near \(sql.prefix(20))")
        }
    }
}
