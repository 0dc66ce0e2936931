// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import NIOCore
import Testing

@Suite struct CertificateNamesTests {
    private func names(_ hosts: String..., addresses: [String] = []) throws -> CertificateNames {
        CertificateNames(
            hosts: hosts,
            addresses: Set(try addresses.map { try SocketAddress(ipAddress: $0, port: 0) })
        )
    }

    @Test func `a name is compared whole, in any case, with or without the dot at the end`() throws {
        let names = try names("db1.Example.com")
        for host in ["db1.example.com", "DB1.EXAMPLE.COM", "db1.example.com."] {
            #expect(names.include(host), "\(host)")
        }
        for host in [
            "example.com", "db1.example.co", "xdb1.example.com", "db1.example.com.evil.net", "", ".", "db1..com",
        ] {
            #expect(!names.include(host), "\(host)")
        }
        #expect(try self.names("db1.example.com.").include("db1.example.com"))
    }

    @Test func `a star is one whole first label`() throws {
        let names = try names("*.example.com")
        for host in ["db1.example.com", "xn--bcher-kva.example.com", "DB1.example.com."] {
            #expect(names.include(host), "\(host)")
        }
        for host in ["example.com", "a.b.example.com", ".example.com", "*.example.com", "db1.example.org"] {
            #expect(!names.include(host), "\(host)")
        }
        for pattern in [
            "db*.example.com", "*1.example.com", "xn--*.example.com", "db1.*.com", "*", "*.com", "**.example.com",
        ] {
            #expect(try !self.names(pattern).include("db1.example.com"), "\(pattern)")
            #expect(try !self.names(pattern).include("db1.com"), "\(pattern)")
            #expect(try !self.names(pattern).include("com"), "\(pattern)")
        }
    }

    @Test func `a name beyond ASCII is compared in the form that certificates have`() throws {
        let names = try names("xn--bcher-kva.example")
        #expect(names.include("XN--bcher-kva.example"))
        #expect(!names.include("bücher.example"))
        #expect(try !self.names("bücher.example").include("bücher.example"))
        // The Kelvin sign becomes a k in lower case.
        #expect(try !self.names("\u{212a}.example").include("k.example"))
    }

    @Test func `an address is looked for among the addresses only`() throws {
        let names = try names("localhost", "192.0.2.7", "*.0.2.1", addresses: ["127.0.0.1", "2001:db8::1"])
        for host in ["127.0.0.1", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "localhost"] {
            #expect(names.include(host), "\(host)")
        }
        for host in ["127.0.0.2", "192.0.2.7", "192.0.2.1", "2001:db8::2", "::ffff:127.0.0.1", "127.0.0.1."] {
            #expect(!names.include(host), "\(host)")
        }
        #expect(try self.names(addresses: ["fe80::1"]).include("fe80::1%eth0"))
    }

    @Test func `a zero byte or a space in a name hides nothing`() throws {
        for name in ["db1.example.com\0.evil.net", "db1.example.com .evil.net", "evil.net\0"] {
            #expect(try !names(name).include("db1.example.com"))
            #expect(try !names(name).include("evil.net"))
        }
    }

    @Test func `they are told in one line that steers no terminal`() throws {
        #expect("\(try names("a.example", addresses: ["127.0.0.1"]))" == "a.example, 127.0.0.1")
        #expect("\(try names())" == "no host (a common name is none)")
        #expect("\(try names("a\u{1b}[2J\n"))" == "a[2J")
        let many = CertificateNames(hosts: (0..<20).map { "h\($0)" }, addresses: [])
        #expect("\(many)".hasSuffix("h7 and 12 more"))
    }
}
