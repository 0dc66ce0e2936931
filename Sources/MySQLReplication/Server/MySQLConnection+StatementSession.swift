// SPDX-License-Identifier: Apache-2.0

package import MySQLClient

extension MySQLConnection: StatementSession {
    /// Runs `sql` as text and gives its rows; a statement without rows gives none.
    package func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer {
        try await answer(to: sql, timeout: nil)
    }

    /// The same, for at most so long; the connection is closed then.
    ///
    /// Nil is no limit.
    package func answer(to sql: String, timeout: Duration?) async throws(StatementFailure) -> StatementAnswer {
        do throws(MySQLError) {
            let rows = try await query(text: sql, timeout: timeout)
            let names = rows.columns.map(\.name)
            var values: [[String?]] = []
            for try await row in rows {
                var cells: [String?] = []
                cells.reserveCapacity(names.count)
                for index in names.indices { cells.append(try row.decode(String?.self, at: index)) }
                values.append(cells)
            }
            return StatementAnswer(columns: names, rows: values)
        } catch {
            throw StatementFailure(
                number: error.server?.number,
                message: error.server?.message ?? "\(error)",
                underlying: error
            )
        }
    }
}
