// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct CertificateProofTests {
    /// What stands for a certificate in DER.
    private let certificate = Array("certificate".utf8)
    /// By Python's hashlib, for the password and the nonce of these tests.
    private let digits = "88e2770f7b3af4aee2db92972983f2ba41de13f5aaa7a1bb1b25d43ca774b193"

    /// What a login settles whose last packet has this message.
    private func outcome(_ message: [UInt8]) throws -> HandshakeOutcome {
        var login = Login(Login.settings(.tls))
        _ = login.greet(Login.mariaDBGreeting)
        let layout = PacketLayout(tracksSession: true)
        let ok = encoded { OKPacket(status: .autocommit, message: message).encode(into: &$0, layout: layout) }
        return try #require(login.tell(ok).outcome)
    }

    @Test func `the proof is no text, and vouches for one certificate`() throws {
        let outcome = try outcome([1] + Array(digits.utf8))
        #expect(outcome.ok.message == nil)
        let proof = try #require(outcome.certificateProof)
        #expect(proof.digest.hex == digits)
        #expect(try proof.vouches(forCertificate: certificate))
        #expect(try !proof.vouches(forCertificate: certificate.reversed()))
        #expect("\(proof)" == "(proof of a certificate)")
    }

    @Test func `what is not 01 and 64 digits is a message like any other`() throws {
        let messages: [[UInt8]] = [
            [2] + Array(digits.utf8), [1] + Array(digits.utf8.dropLast()), [1] + Array(digits.utf8.dropLast()) + [0xe9],
        ]
        for message in messages {
            let outcome = try outcome(message)
            #expect(outcome.ok.message == message)
            #expect(outcome.certificateProof == nil)
        }
    }

    @Test func `without password nothing is vouched for`() throws {
        var login = Login(Login.settings(.tls, passwords: []))
        _ = login.greet(Login.mariaDBGreeting)
        let message = [1] + Array(digits.utf8)
        let layout = PacketLayout(tracksSession: true)
        let ok = encoded { OKPacket(status: .autocommit, message: message).encode(into: &$0, layout: layout) }
        let proof = try #require(login.tell(ok).outcome?.certificateProof)
        #expect(try !proof.vouches(forCertificate: certificate))
    }
}
