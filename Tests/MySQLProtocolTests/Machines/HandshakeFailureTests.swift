// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeFailureTests {
    private static let failures: [HandshakeFailure] = [
        .tlsNotOffered, .plaintextBeforeTLS(byteCount: 1), .compressionNotOffered, .unsupportedPlugin("x"),
        .clearTextNotAllowed(plugin: "x"), .unprotectedTransport(plugin: "x"), .publicKeyNotAllowed(plugin: "x"),
        .invalidPublicKey, .passwordTooLong(plugin: "x", limit: 1), .missingPassword(factor: 2),
        .unansweredPrompt("x"), .malformedChallenge(plugin: "x", byteCount: 1), .tooManyRounds(limit: 1),
        .attributesTooLarge(byteCount: 2, limit: 1), .zeroByte(in: "user"), .cryptographyFailed("RSA"),
        .server(ErrorPacket(code: 1045, message: "x")), .violated(ProtocolViolation(.emptyPacket, in: "x")),
    ]

    @Test(arguments: failures)
    func `every failure says what happened in one line`(_ failure: HandshakeFailure) {
        #expect(failure.description.count > 10)
        #expect(!failure.description.contains("\n"))
    }

    @Test func `what an option would change names the option`() {
        #expect("\(HandshakeFailure.clearTextNotAllowed(plugin: "x"))".contains("--enable-cleartext-plugin"))
        #expect("\(HandshakeFailure.publicKeyNotAllowed(plugin: "x"))".contains("--get-server-public-key"))
        #expect("\(HandshakeFailure.missingPassword(factor: 2))".contains("--password2"))
        #expect("\(HandshakeFailure.tlsNotOffered)".contains("--ssl-mode"))
    }

    @Test func `what a server says cannot steer a terminal`() {
        #expect(!"\(HandshakeFailure.unsupportedPlugin("a\u{1b}[2J\n"))".contains("\u{1b}"))
        #expect(!"\(HandshakeFailure.unansweredPrompt("a\u{1b}[2J\n"))".contains("\u{1b}"))
    }
}
