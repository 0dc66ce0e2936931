// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct NativePasswordTests {
    private let name = "mysql_native_password"

    @Test func `the proof is the one that servers took`() throws {
        let action = Login.answer(to: name, Login.nonce, settings: Login.settings())
        #expect(action.packet?.hex == "b32bb3a583e1340c0a1108d58b1be49781ad8c2f")
    }

    @Test func `HC-088 a nonce of 21 bytes loses its zero`() {
        let action = Login.answer(to: name, Login.nonce + [0], settings: Login.settings())
        #expect(action.packet?.hex == "b32bb3a583e1340c0a1108d58b1be49781ad8c2f")
    }

    @Test func `HC-087 an empty password is an empty answer`() {
        #expect(Login.answer(to: name, Login.nonce, settings: Login.settings(passwords: [])) == .send([]))
        #expect(Login.answer(to: name, Login.nonce, settings: Login.settings(passwords: [""])) == .send([]))
    }

    @Test(arguments: [0, 1, 19, 22])
    func `a nonce of another length is an error`(_ count: Int) {
        let action = Login.answer(to: name, [UInt8](repeating: 1, count: count), settings: Login.settings())
        #expect(action == .fail(.malformedChallenge(plugin: name, byteCount: count)))
    }

    @Test func `it has nothing more to say`() {
        var login = Login(Login.settings())
        _ = login.greet()
        _ = login.switchTo(name, Login.nonce)
        let violation = ProtocolViolation(.unexpectedPacket(firstByte: 9), in: "AuthMoreData")
        #expect(login.tell([1, 9]) == .fail(.violated(violation)))
    }
}
