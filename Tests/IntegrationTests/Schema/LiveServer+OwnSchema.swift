// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

extension LiveServer {
    /// Makes a schema with a random name for one test that waits, and drops it afterwards.
    func withOwnSchema(_ body: (String) async throws -> Void) async throws {
        let schema = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try execute("CREATE DATABASE \(schema) CHARACTER SET utf8mb4;")
        do {
            try await body(schema)
        } catch {
            // The body's error is the one to report, even if the server is gone.
            _ = try? execute("DROP DATABASE IF EXISTS \(schema);")
            throw error
        }
        try execute("DROP DATABASE IF EXISTS \(schema);")
    }
}
