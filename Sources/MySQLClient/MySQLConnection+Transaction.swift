// SPDX-License-Identifier: Apache-2.0

extension MySQLConnection {
    /// Runs `body` within a transaction: commits if it returns, rolls back if it throws.
    ///
    /// If the connection breaks during COMMIT, the error's ``MySQLError/outcome`` is ``MySQLError/Outcome/mayHaveRun``: only
    /// the server knows whether it was done. If it breaks before, the server rolls back.
    ///
    /// - Parameters:
    ///   - opening: the statement that begins it, such as `START TRANSACTION READ ONLY`.
    ///   - body: is given this connection.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, or a ``MySQLError``.
    public nonisolated func withTransaction<Result>(
        opening: String = "START TRANSACTION",
        _ body: (MySQLConnection) async throws -> Result
    ) async throws -> Result {
        try await execute(text: opening)
        let result: Result
        do {
            result = try await body(self)
        } catch {
            await rollBack()
            throw error
        }
        try await execute(text: "COMMIT")
        return result
    }

    /// Rolls back; where that fails, the connection is closed, which does the same.
    private func rollBack() async {
        do throws(MySQLError) {
            try await execute(text: "ROLLBACK")
        } catch {
            await close()
        }
    }
}
