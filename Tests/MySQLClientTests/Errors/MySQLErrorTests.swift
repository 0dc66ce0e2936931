// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

@Suite struct MySQLErrorTests {
    private let denied = MySQLError(
        .server,
        outcome: .ran,
        server: ServerReport(number: 1062, sqlState: "23000", message: "Duplicate entry 'x'"),
        statement: "INSERT INTO t VALUES (?)"
    )

    @Test func `the description has numbers, and no text of the server`() {
        #expect(denied.description == "the server answered with an error: 1062 (23000)")
        #expect(denied.debugDescription.contains("Duplicate entry 'x'"))
        #expect(denied.debugDescription.contains("INSERT INTO t VALUES (?)"))
    }

    @Test(arguments: [1040, 1205, 1213, 4031])
    func `errors that pass are worth another try`(_ number: UInt16) {
        let report = ServerReport(number: number, sqlState: nil, message: "")
        #expect(MySQLError(.server, outcome: .ran, server: report).isRetryable)
        #expect(!denied.isRetryable)
    }

    @Test func `what may have run is not tried again`() {
        #expect(MySQLError(.connectionLost, outcome: .notSent).isRetryable)
        #expect(!MySQLError(.connectionLost, outcome: .mayHaveRun).isRetryable)
        #expect(!MySQLError(.protocolViolation, outcome: .notSent).isRetryable)
    }
}
