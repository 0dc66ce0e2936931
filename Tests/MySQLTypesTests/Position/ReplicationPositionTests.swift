// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct ReplicationPositionTests {
    @Test(arguments: [
        "file=binlog.000001:4", "file=a=b.000001:4", "mysql=",
        "mysql=4f68a417-e505-11f1-9b56-02fc00000001:1-97:mytag:1", "mariadb=",
        "mariadb=0-1-5,7-2-90",
    ])
    func `A stored position keeps its kind`(text: String) throws {
        #expect(try ReplicationPosition(text).description == text)
    }

    @Test func `Positions of different kinds are different, even before everything`() {
        #expect(ReplicationPosition.mysql(GTIDSet()) != .mariaDB(MariaDBGTIDPosition()))
    }

    @Test(arguments: [
        ("", GTIDSyntaxError(.expectedFlavour, at: 0)), ("0-1-5", GTIDSyntaxError(.expectedFlavour, at: 0)),
        ("MySQL=", GTIDSyntaxError(.expectedFlavour, at: 0)), ("file=", GTIDSyntaxError(.expectedFilePosition, at: 5)),
        ("mysql=0-1-5", GTIDSyntaxError(.expectedSource, at: 6)),
        ("mariadb=0-1-5,0-1-6", GTIDSyntaxError(.duplicateDomain(0), at: 14)),
        ("mariadb=4f68a417-e505-11f1-9b56-02fc00000001:1", GTIDSyntaxError(.expectedDash, at: 9)),
    ])
    func `A position of no kind or of the wrong kind is refused where it goes wrong`(
        text: String,
        error: GTIDSyntaxError
    ) {
        #expect(throws: error) { try ReplicationPosition(text) }
    }
}
