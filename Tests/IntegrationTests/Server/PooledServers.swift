// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

/// Lets the tests of a suite use the same servers, one after the other.
struct PooledServers: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await ServerPool.during { try await function() }
    }
}

extension Trait where Self == PooledServers {
    /// Servers are used by one test behind the other, and taken down behind the last.
    static var pooledServers: PooledServers { PooledServers() }
}
