// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct PacketLayoutTests {
    @Test func `nothing is agreed by default`() {
        let layout = PacketLayout()
        #expect(!layout.deprecatesEOF && !layout.tracksSession && !layout.flagsMetadata)
    }

    @Test func `either server's capability brings the byte that tells of metadata`() {
        #expect(PacketLayout(hasOptionalMetadata: true).flagsMetadata)
        #expect(PacketLayout(cachesMetadata: true).flagsMetadata)
    }
}
