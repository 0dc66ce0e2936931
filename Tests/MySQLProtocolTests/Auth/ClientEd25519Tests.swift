// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ClientEd25519Tests {
    private let name = "client_ed25519"

    @Test func `the signature is the one that servers took`() {
        let action = Login.answer(
            to: name,
            Login.longNonce,
            settings: Login.settings(),
            greeting: Login.mariaDBGreeting
        )
        let expected = """
            546c3e9311d19ee389d1ae5d945821bfe459423910136f16b3bd2ae89fd7d63b449e689f4be812891a85b8f999076446d92adb83d07072\
            15aaa60b5a23220907
            """
        #expect(action.packet?.hex == expected)
    }

    @Test func `HC-088 a nonce that ends in a zero keeps it`() {
        let nonce = Login.longNonce.dropLast() + [0]
        let action = Login.answer(to: name, Array(nonce), settings: Login.settings())
        #expect(action.packet?.count == 64)
    }

    @Test(arguments: [20, 31, 33])
    func `a nonce of another length is an error`(_ count: Int) {
        let action = Login.answer(to: name, [UInt8](repeating: 0, count: count), settings: Login.settings())
        #expect(action == .fail(.malformedChallenge(plugin: name, byteCount: count)))
    }
}
