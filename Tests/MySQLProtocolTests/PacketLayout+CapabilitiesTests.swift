// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct PacketLayoutCapabilitiesTests {
    @Test func `each part of the layout follows from its capability`() {
        #expect(PacketLayout([]) == PacketLayout())
        #expect(PacketLayout(.deprecateEOF) == PacketLayout(deprecatesEOF: true))
        #expect(PacketLayout(.sessionTrack) == PacketLayout(tracksSession: true))
        #expect(PacketLayout(.optionalResultsetMetadata) == PacketLayout(hasOptionalMetadata: true))
        #expect(PacketLayout(.cacheMetadata) == PacketLayout(cachesMetadata: true))
        #expect(PacketLayout(.extendedMetadata) == PacketLayout(hasExtendedMetadata: true))
        #expect(PacketLayout(.progress) == PacketLayout(reportsProgress: true))
        #expect(PacketLayout(.queryAttributes) == PacketLayout(hasQueryAttributes: true))
    }
}
