// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct CredentialsTests {
    @Test func `passwords are in no description`() {
        let credentials = Credentials.password(user: "ann", "hunter2")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(text.contains("ann"))
            #expect(!text.contains("hunter2"))
        }
    }

    @Test func `what reveals a password is not allowed by default`() {
        let credentials = Credentials.password(user: "ann", "hunter2")
        #expect(!credentials.allowsClearText)
        #expect(credentials.serverPublicKey == .refuse)
        #expect(Credentials(user: "ann").passwords == [])
    }
}
