// SPDX-License-Identifier: Apache-2.0

extension PacketLayout {
    /// What follows from the capabilities that both sides have.
    package init(_ capabilities: CapabilityFlags) {
        self.init(
            deprecatesEOF: capabilities.contains(.deprecateEOF),
            tracksSession: capabilities.contains(.sessionTrack),
            hasOptionalMetadata: capabilities.contains(.optionalResultsetMetadata),
            cachesMetadata: capabilities.contains(.cacheMetadata),
            hasExtendedMetadata: capabilities.contains(.extendedMetadata),
            reportsProgress: capabilities.contains(.progress),
            hasQueryAttributes: capabilities.contains(.queryAttributes)
        )
    }
}
