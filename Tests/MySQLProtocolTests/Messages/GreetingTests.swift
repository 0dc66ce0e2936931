// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct GreetingTests {
    /// MySQL: version, connection 7, nonce 01 … 14, `caching_sha2_password`.
    private let mysql = [UInt8](
        hex: """
            0a 392e372e3400 07000000 0102030405060708 00 ffff ff 0200 ffdf 15 00000000000000000000
            090a0b0c0d0e0f101112131400 63616368696e675f736861325f70617373776f726400
            """
    )
    /// MariaDB: bit 0 clear, its own capabilities 3d.
    private let mariaDB = [UInt8](
        hex: """
            0a 31312e382e392d4d61726961444200 07000000 0102030405060708 00 feff 2d 0200 ff81 15 000000000000 3d000000
            090a0b0c0d0e0f101112131400 6d7973716c5f6e61746976655f70617373776f726400
            """
    )

    private func decode(_ bytes: [UInt8]) throws(WireError) -> Greeting {
        try reading(bytes) { reader throws(WireError) in try Greeting(from: &reader) }
    }

    @Test func `a greeting of MySQL is read and written`() throws {
        let greeting = try decode(mysql)
        #expect(greeting.versionText == "9.7.4")
        #expect(greeting.connectionID == 7)
        #expect(greeting.nonce == Login.nonce)
        #expect(greeting.capabilities.rawValue == 0xdfff_ffff)
        #expect(greeting.collation == 255)
        #expect(greeting.status == .autocommit)
        #expect(greeting.plugin == "caching_sha2_password")
        #expect(encoded { greeting.encode(into: &$0) } == mysql)
    }

    @Test func `a greeting of MariaDB has capabilities of its own`() throws {
        let greeting = try decode(mariaDB)
        #expect(greeting.capabilities.rawValue == 0x3d_81ff_fffe)
        #expect(greeting.version == ServerVersion(.mariaDB, 11, 8, 9))
        #expect(encoded { greeting.encode(into: &$0) } == mariaDB)
    }

    @Test func `the zero behind the plugin may be missing`() throws {
        #expect(try decode(Array(mysql.dropLast())) == decode(mysql))
    }

    @Test func `a server before 4.1 ends with the first half of the capabilities`() throws {
        let greeting = try decode([UInt8](hex: "0a 342e302e3100 07000000 0102030405060708 00 2c00"))
        #expect(greeting.capabilities.rawValue == 0x2c)
        #expect(greeting.plugin == nil)
        #expect(greeting.nonce.count == 8)
    }

    @Test func `another version of the protocol is an error at its first byte`() {
        #expect(throws: WireError(.invalidValue(9), at: 0)) { try decode([9] + mysql.dropFirst()) }
    }

    @Test func `every cut is an error, but behind whole greetings of older servers`() {
        let cuts = unnoticedCuts(of: mysql) { reader throws(WireError) in try Greeting(from: &reader) }
        // Behind the first capabilities, and anywhere in the plugin's name.
        #expect(cuts == [22] + Array(51..<mysql.count))
    }

    @Test func `a nonce longer than 20 bytes is read whole`() throws {
        var greeting = Login.greeting()
        greeting.nonce = [UInt8](1...40)
        #expect(try decode(encoded { greeting.encode(into: &$0) }) == greeting)
    }
}
