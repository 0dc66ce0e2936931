// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct HandshakeSettingsTests {
    @Test func `nothing is compressed and no database chosen unless told`() {
        let settings = HandshakeSettings(credentials: Credentials(user: "ann"), transport: .tcp, tls: .required)
        #expect(settings.compression == [.uncompressed])
        #expect(settings.database == nil)
        #expect(settings.capabilities == .standard)
    }
}
