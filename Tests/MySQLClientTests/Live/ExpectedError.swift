// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

/// The error that `body` ends with, which must be one of ours.
func mysqlError(
    _ body: () async throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> MySQLError? {
    do {
        try await body()
        Issue.record("no error", sourceLocation: sourceLocation)
        return nil
    } catch let error as MySQLError {
        return error
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
        return nil
    }
}
