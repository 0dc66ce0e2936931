// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct SecretTests {
    @Test func `no way of printing shows it`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104"))
        }
        #expect(Secret("").isEmpty)
        #expect(Secret("a") == Secret(bytes: [97]))
    }
}
