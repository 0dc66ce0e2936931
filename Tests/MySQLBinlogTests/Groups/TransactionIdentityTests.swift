// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import Testing

@Suite struct TransactionIdentityTests {
    @Test func `an identity has the text of its family`() throws {
        let text = "4f68a417-e505-11f1-9b56-02fc00000001:mytag:2"
        #expect(TransactionIdentity.mysql(try GTID(text)).description == text)
        #expect(TransactionIdentity.mariaDB(try MariaDBGTID("0-1-5")).description == "0-1-5")
        var writer = TextWriter()
        TransactionIdentity.mariaDB(try MariaDBGTID("0-1-5")).write(into: &writer)
        #expect(writer.string == "0-1-5")
    }
}
