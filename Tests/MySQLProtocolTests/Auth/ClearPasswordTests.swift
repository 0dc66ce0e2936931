// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ClearPasswordTests {
    private let name = "mysql_clear_password"

    @Test(arguments: Login.Channel.allCases)
    func `it is refused unless it was allowed`(_ channel: Login.Channel) {
        let action = Login.answer(to: name, [], settings: Login.settings(channel))
        #expect(action == .fail(.clearTextNotAllowed(plugin: name)))
    }

    @Test(arguments: Login.Channel.allCases)
    func `allowed, it still needs a channel that nobody reads`(_ channel: Login.Channel) {
        var settings = Login.settings(channel)
        settings.credentials.allowsClearText = true
        let expected: HandshakeMachine.Action =
            channel == .plain ? .fail(.unprotectedTransport(plugin: name)) : .send(Array("secret".utf8) + [0])
        #expect(Login.answer(to: name, [], settings: settings) == expected)
    }

    @Test func `a greeting that names it does not get the password`() throws {
        var login = Login(Login.settings(.tls))
        let response = try login.greet(Login.greeting(plugin: name)).response()
        #expect(response.plugin == "caching_sha2_password")
        #expect(response.authenticationResponse.count == 32)
    }

    @Test func `a token of 2 KiB fits in the response`() throws {
        let token = String(repeating: "t", count: 2048)
        var settings = Login.settings(.tls, passwords: [token])
        settings.credentials.allowsClearText = true
        settings.credentials.defaultPlugin = name
        var login = Login(settings)
        #expect(try login.greet().response().authenticationResponse == Array(token.utf8) + [0])
    }
}
