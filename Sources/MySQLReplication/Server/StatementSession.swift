// SPDX-License-Identifier: Apache-2.0

/// Who runs a statement and gives its rows as text.
package protocol StatementSession: Sendable {
    /// Runs `sql` and gives its rows.
    ///
    /// - Throws: `StatementFailure` where the server refuses, or the connection fails.
    func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer
}

/// Why a statement gave no rows.
package struct StatementFailure: Error, Sendable {
    /// The server's error number; nil where the connection failed.
    package var number: UInt16?
    /// The server's text, or what happened to the connection.
    package var message: String
    /// The error of the connection.
    package var underlying: (any Error)?

    package init(number: UInt16?, message: String, underlying: (any Error)? = nil) {
        self.number = number
        self.message = message
        self.underlying = underlying
    }

    /// Whether the server does not know the statement, or a variable or table in it: another wording may do.
    package var isUnknownWording: Bool {
        switch number {
        case 1064, 1193, 1109, 1146, 1054, 1049, 1235, 1305: true
        default: false
        }
    }

    /// Whether the account may not run the statement.
    package var isMissingPrivilege: Bool {
        switch number {
        case 1044, 1045, 1142, 1143, 1227: true
        default: false
        }
    }

    /// The operation's error: `purpose` names what the statement was for.
    package func error(_ purpose: String) -> ReplicationError {
        guard let number else {
            return ReplicationError(
                .connection,
                "the connection failed while \(purpose): \(message)",
                underlying: underlying
            )
        }
        var error = ReplicationError(DumpError(number: number, message: "\(purpose) was refused: \(message)"))
        error.underlying = underlying
        return error
    }
}

/// The rows of a statement, as text.
package struct StatementAnswer: Sendable, Equatable {
    /// The names of the columns.
    package var columns: [String]
    /// The values of each row, in the order of the columns; nil is NULL.
    package var rows: [[String?]]

    package init(columns: [String], rows: [[String?]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The place of the first column with one of `names`, whatever the case of their letters.
    package func index(of names: String...) -> Int? {
        for name in names {
            let wanted = name.lowercased()
            if let index = columns.firstIndex(where: { $0.lowercased() == wanted }) { return index }
        }
        return nil
    }

    /// The value of a column in a row; nil where the row or the column is missing, or the value is NULL.
    package func value(_ row: Int, _ column: Int?) -> String? {
        guard let column, rows.indices.contains(row), rows[row].indices.contains(column) else { return nil }
        return rows[row][column]
    }
}

extension StatementSession {
    /// Runs the first of `wordings` that the server knows.
    package func answer(toFirstOf wordings: [String]) async throws(StatementFailure) -> StatementAnswer {
        var refusal: StatementFailure?
        for wording in wordings {
            do throws(StatementFailure) {
                return try await answer(to: wording)
            } catch {
                guard error.isUnknownWording else { throw error }
                refusal = refusal ?? error
            }
        }
        throw refusal ?? StatementFailure(number: nil, message: "no statement to run")
    }
}
