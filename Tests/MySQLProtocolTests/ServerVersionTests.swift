// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerVersionTests {
    /// A greeting's text, and what it says.
    struct Example: Sendable {
        let text: String
        let flavour: ServerFlavour
        let numbers: [Int]
    }

    private static let examples = [
        Example(text: "5.5.5-10.11.19-MariaDB-0+deb12u1-log", flavour: .mariaDB, numbers: [10, 11, 19]),
        Example(text: "11.8.9-MariaDB-ubu2404", flavour: .mariaDB, numbers: [11, 8, 9]),
        Example(text: "5.5.5-MariaDB", flavour: .mariaDB, numbers: [5, 5, 5]),
        Example(text: "8.0.28", flavour: .mysql, numbers: [8, 0, 28]),
        Example(text: "9.7.4", flavour: .mysql, numbers: [9, 7, 4]),
        Example(text: "5.7.12-log", flavour: .mysql, numbers: [5, 7, 12]),
        Example(text: "5.5.5-10.1", flavour: .mysql, numbers: [5, 5, 5]),
        Example(text: "8.0.mysql_aurora.3.04.0", flavour: .mysql, numbers: [8, 0, 0]),
        Example(text: "5.7.mysql_aurora.2.07.0", flavour: .mysql, numbers: [5, 7, 0]),
        Example(text: "8.0.36-28.1", flavour: .mysql, numbers: [8, 0, 36]),
        Example(text: "8.4", flavour: .mysql, numbers: [8, 4, 0]),
        Example(text: "", flavour: .mysql, numbers: [0, 0, 0]),
        Example(text: "unknown", flavour: .mysql, numbers: [0, 0, 0]),
        Example(text: "9999999999999999999999.1", flavour: .mysql, numbers: [0, 0, 0]),
        Example(text: "٩.٧", flavour: .mysql, numbers: [0, 0, 0]),
    ]

    @Test(arguments: examples)
    func `numbers and flavour are read from a greeting`(_ example: Example) {
        let version = ServerVersion(greeting: example.text, capabilities: .longPassword)
        #expect(version.flavour == example.flavour)
        #expect([version.major, version.minor, version.patch] == example.numbers)
        #expect(version.text == example.text)
        #expect(ServerVersion(variable: example.text) == version)
    }

    @Test func `a server that leaves bit 0 clear is MariaDB, whatever its text`() {
        let version = ServerVersion(greeting: "5.5.5-10.6.2-proxy", capabilities: [])
        #expect(version == ServerVersion(.mariaDB, 10, 6, 2))
    }

    @Test func `versions are ordered by their numbers, not their text`() {
        #expect(ServerVersion(.mysql, text: "8.0.9") < ServerVersion(.mysql, text: "8.0.28-log"))
        #expect(ServerVersion(.mysql, text: "8.0.28") == ServerVersion(.mysql, text: "8.0.28-log"))
        #expect(ServerVersion(.mysql, 8, 4) < ServerVersion(.mariaDB, 8, 4))
        #expect(ServerVersion(.mysql, 8, 4, 2).isAtLeast(8, 4))
        #expect(!ServerVersion(.mysql, 8, 0, 22).isAtLeast(8, 0, 23))
    }
}
