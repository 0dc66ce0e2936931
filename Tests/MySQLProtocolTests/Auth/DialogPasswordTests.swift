// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct DialogPasswordTests {
    private let question = Array("\u{4}Password: ".utf8)

    private func allowing(_ passwords: [String] = ["one", "two"]) -> HandshakeSettings {
        var settings = Login.settings(.tls, passwords: passwords)
        settings.credentials.allowsClearText = true
        return settings
    }

    @Test func `questions are answered by the passwords in their order`() {
        var login = Login(allowing())
        _ = login.greet(Login.mariaDBGreeting)
        #expect(login.switchTo("dialog", question) == .send(Array("one".utf8) + [0]))
        #expect(login.tell(Array("\u{3}Code: ".utf8)) == .send(Array("two".utf8) + [0]))
        #expect(login.tell(Array("\u{3}More: ".utf8)) == .fail(.unansweredPrompt("More: ")))
    }

    @Test func `without a question the first answer is empty`() {
        var login = Login(allowing())
        _ = login.greet(Login.mariaDBGreeting)
        #expect(login.switchTo("dialog", []) == .send([]))
        #expect(login.tell([1] + question) == .send(Array("one".utf8) + [0]))
    }

    @Test func `it is refused where clear text is`() {
        var settings = allowing()
        settings.credentials.allowsClearText = false
        #expect(
            Login.answer(to: "dialog", question, settings: settings) == .fail(.clearTextNotAllowed(plugin: "dialog"))
        )
        settings = Login.settings()
        settings.credentials.allowsClearText = true
        #expect(
            Login.answer(to: "dialog", question, settings: settings) == .fail(.unprotectedTransport(plugin: "dialog"))
        )
    }
}
