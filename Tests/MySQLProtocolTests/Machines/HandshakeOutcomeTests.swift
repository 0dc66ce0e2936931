// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeOutcomeTests {
    @Test func `what was settled is told`() throws {
        var settings = Login.settings()
        settings.compression = [.zlib]
        var login = Login(settings)
        _ = login.greet(Login.mariaDBGreeting)
        let outcome = try #require(login.tell(Login.ok).outcome)
        #expect(outcome.compression == .zlib)
        #expect(outcome.offered == Login.mariaDB)
        #expect(outcome.plugin == "mysql_native_password")
        #expect(outcome.ok.status == .autocommit)
        #expect(outcome.certificateProof == nil)
    }
}
