// SPDX-License-Identifier: Apache-2.0

import ReplaySinkPostgres
import Testing

@Suite struct PostgresErrorTests {
    @Test func `a refusal leaves the connection, everything else ends it`() {
        #expect(!PostgresError(.server, "").endsConnection)
        #expect(!PostgresError(.skipped, "").endsConnection)
        for kind in [.connect, .disconnected, .deadline, .cancelled, .unexpectedAnswer] as [PostgresError.Kind] {
            #expect(PostgresError(kind, "").endsConnection)
        }
    }

    @Test func `the server's code is named`() {
        #expect(PostgresError(.server, "no", sqlState: .diskFull).description == "no (SQLSTATE 53100)")
        #expect(PostgresError(.connect, "no").description == "no")
    }

    @Test func `states that may pass are told from those that stay`() {
        #expect(SQLState.deadlock.isTransient)
        #expect(!SQLState.uniqueViolation.isTransient)
        #expect(SQLState("57P01").category == "57")
    }
}
