// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ParsecTests {
    private let salt = [UInt8](0x40...0x51)

    private func login() -> Login {
        var login = Login(Login.settings())
        _ = login.greet(Login.mariaDBGreeting)
        return login
    }

    @Test func `the signature is the one that servers took`() {
        var login = login()
        #expect(login.switchTo("parsec", Login.longNonce) == .send([]))
        let expected = """
            e000d31b4fda77b46fc86a3753ca48502df47fe67c53a2eb34377f8b74d4ed6966ccc6e1b5ab2bc3f54edc849409633ce4e51994aac472\
            a19c1aab71629f5801
            """
        #expect(login.tell([1, 0x50, 1] + salt).packet?.hex == Login.clientNonce.hex + expected)
        #expect(login.tell(Login.ok).outcome?.plugin == "parsec")
    }

    @Test func `MariaDB may leave the mark out`() {
        var login = login()
        _ = login.switchTo("parsec", Login.longNonce)
        #expect(login.tell([0x50, 0] + salt).packet?.count == 96)
    }

    @Test(arguments: [[0x51, 0], [0x50, 4], [0x50, 255]] as [[UInt8]])
    func `another letter or a costlier factor is an error`(_ head: [UInt8]) {
        var login = login()
        _ = login.switchTo("parsec", Login.longNonce)
        #expect(login.tell([1] + head + salt) == .fail(.malformedChallenge(plugin: "parsec", byteCount: 20)))
    }

    @Test func `a salt is sent once, and whole`() {
        var short = login()
        _ = short.switchTo("parsec", Login.longNonce)
        #expect(short.tell([1, 0x50, 0]) == .fail(.malformedChallenge(plugin: "parsec", byteCount: 2)))
        var twice = login()
        _ = twice.switchTo("parsec", Login.longNonce)
        _ = twice.tell([1, 0x50, 0] + salt)
        let violation = ProtocolViolation(.unexpectedPacket(firstByte: 0x50), in: "AuthMoreData")
        #expect(twice.tell([1, 0x50, 0] + salt) == .fail(.violated(violation)))
    }
}
