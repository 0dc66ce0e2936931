// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct CapabilityFlagsTests {
    @Test func `both halves are kept, bits without a name too`() {
        let flags = CapabilityFlags(low: 0xdfff_ffff, extended: 0x8000_003d)
        #expect(flags.low == 0xdfff_ffff)
        #expect(flags.extended == 0x8000_003d)
        #expect(flags.contains([.deprecateEOF, .bulkUnitResults, .cacheMetadata]))
        #expect(!flags.contains(.comMulti))
    }

    @Test func `bits stand where the protocol has them`() {
        #expect(CapabilityFlags.protocol41.rawValue == 0x200)
        #expect(CapabilityFlags.ssl.rawValue == 0x800)
        #expect(CapabilityFlags.pluginAuth.rawValue == 0x8_0000)
        #expect(CapabilityFlags.zstdCompressionAlgorithm.rawValue == 0x400_0000)
        #expect(CapabilityFlags.multiFactorAuthentication.rawValue == 0x1000_0000)
        #expect(CapabilityFlags.extendedMetadata.rawValue == 0x8_0000_0000)
    }

    @Test func `nothing dangerous is asked for unless told`() {
        #expect(CapabilityFlags.standard.isDisjoint(with: [.localFiles, .multiStatements, .progress]))
    }
}
