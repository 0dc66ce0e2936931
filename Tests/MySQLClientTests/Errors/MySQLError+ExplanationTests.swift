// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import Testing

@Suite struct MySQLErrorExplanationTests {
    @Test func `a full stop of the server's makes room for what to do`() {
        let report = ServerReport(number: 3118, sqlState: "HY000", message: "Account is locked.")
        let text = MySQLError(.server, outcome: .notSent, server: report).explanation
        #expect(text == "ERROR 3118 (HY000): Account is locked; somebody must unlock it: ALTER USER … ACCOUNT UNLOCK")
    }

    @Test(arguments: [1040, 1045, 1129, 1130, 1524, 3159] as [UInt16])
    func `errors of a server say what to do`(_ number: UInt16) {
        let report = ServerReport(number: number, sqlState: "HY000", message: "words")
        let text = MySQLError(.server, outcome: .notSent, server: report).explanation
        #expect(text.hasPrefix("ERROR \(number) (HY000): words; "))
        #expect(text.count > 40)
    }

    @Test(arguments: [
        MySQLError.Code.unknownHost, .connectionRefused, .connectTimeout, .tlsUnavailable, .certificateRefused,
        .tlsFailed, .unreachable, .socketNotFound, .connectionNotPermitted, .publicKeyUnusable,
    ])
    func `errors of connecting say what happened and what to do`(_ code: MySQLError.Code) {
        let text = MySQLError(code, outcome: .notSent, detail: "db.internal:3306").explanation
        #expect(text.hasPrefix("\(code): db.internal:3306; "))
    }
}
