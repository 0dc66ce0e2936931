// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeTermsTests {
    private func response(
        _ settings: HandshakeSettings,
        _ greeting: Greeting = Login.greeting()
    ) throws -> HandshakeResponse {
        var login = Login(settings)
        return try login.greet(greeting).response()
    }

    private func failure(_ settings: HandshakeSettings, _ greeting: Greeting = Login.greeting()) -> HandshakeFailure? {
        var login = Login(settings)
        guard case .fail(let failure) = login.greetOnly(greeting) else { return nil }
        return failure
    }

    @Test func `nothing is asked for that was not offered`() throws {
        let offered: CapabilityFlags = [.longPassword, .protocol41, .secureConnection, .pluginAuth, .transactions]
        var settings = Login.settings()
        settings.database = "d"
        settings.capabilities = CapabilityFlags(rawValue: .max)
        let capabilities = try response(settings, Login.greeting(capabilities: offered)).head.capabilities
        #expect(capabilities == offered)
    }

    @Test func `files and what only libraries set are never asked for`() throws {
        var settings = Login.settings()
        settings.capabilities = CapabilityFlags(rawValue: .max)
        let capabilities = try response(settings, Login.greeting(capabilities: CapabilityFlags(rawValue: .max)))
            .head.capabilities
        #expect(
            capabilities.isDisjoint(with: [
                .localFiles, .ssl, .compress, .zstdCompressionAlgorithm, .connectWithDB, .rememberOptions,
                .sslVerifyServerCertificate,
            ])
        )
    }

    @Test func `MariaDB gets its own capabilities and bit 0 clear`() throws {
        var settings = Login.settings()
        settings.capabilities.formUnion([.extendedMetadata, .cacheMetadata])
        let capabilities = try response(settings, Login.mariaDBGreeting).head.capabilities
        #expect(!capabilities.contains(.longPassword))
        #expect(capabilities.extended == 0x18)
    }

    @Test func `one compression is chosen, the first that is offered`() throws {
        var settings = Login.settings()
        settings.compression = [.zstd(level: 40), .zlib, .uncompressed]
        let mysql = try response(settings)
        #expect(mysql.head.capabilities.contains(.zstdCompressionAlgorithm))
        #expect(!mysql.head.capabilities.contains(.compress))
        #expect(mysql.zstdLevel == 22)
        let mariaDB = try response(settings, Login.mariaDBGreeting).head.capabilities
        #expect(mariaDB.contains(.compress))
        #expect(!mariaDB.contains(.zstdCompressionAlgorithm))
        settings.compression = [.zstd(level: 3)]
        #expect(failure(settings, Login.mariaDBGreeting) == .compressionNotOffered)
    }

    @Test func `database and attributes are sent where they are given`() throws {
        var settings = Login.settings()
        #expect(try response(settings).database == nil)
        settings.database = "shop"
        settings.attributes = [.init(name: "_os", value: "Linux")]
        let response = try response(settings)
        #expect(response.database == "shop")
        #expect(response.attributes == settings.attributes)
    }

    @Test func `attributes beyond 64 KiB and zero bytes in names are refused`() {
        var settings = Login.settings()
        settings.attributes = [.init(name: "a", value: String(repeating: "b", count: 65_530))]
        #expect(failure(settings) == nil)
        settings.attributes = [.init(name: "a", value: String(repeating: "b", count: 65_540))]
        #expect(failure(settings) == .attributesTooLarge(byteCount: 65_546, limit: 65_536))
        settings.attributes = []
        settings.database = "a\u{0}b"
        #expect(failure(settings) == .zeroByte(in: "database"))
        settings.credentials.user = "a\u{0}b"
        #expect(failure(settings) == .zeroByte(in: "user"))
    }

    @Test func `old servers and other protocols are refused by what they lack`() {
        func refusal(_ bytes: [UInt8]) -> HandshakeMachine.Action {
            var login = Login(Login.settings())
            return login.greet(bytes)
        }
        func violated(_ kind: ProtocolViolation.Kind) -> HandshakeMachine.Action {
            .fail(.violated(ProtocolViolation(kind, in: "greeting")))
        }
        #expect(refusal([9, 0x33, 0]) == violated(.unsupportedVersion(9)))
        #expect(refusal([]) == violated(.emptyPacket))
        let old = [UInt8](hex: "0a 342e302e3100 07000000 0102030405060708 00 2c00")
        #expect(refusal(old) == violated(.missingCapability("CLIENT_PROTOCOL_41")))
        let older = encoded { Login.greeting(capabilities: [.longPassword, .protocol41]).encode(into: &$0) }
        #expect(refusal(older) == violated(.missingCapability("CLIENT_SECURE_CONNECTION")))
    }

    @Test func `a greeting cut at any byte of its fixed part ends the login`() {
        let bytes = encoded { Login.greeting().encode(into: &$0) }
        for count in 0..<51 {
            var login = Login(Login.settings())
            guard case .fail = login.greet(Array(bytes[..<count])) else {
                Issue.record("cut at \(count)")
                continue
            }
        }
    }
}
