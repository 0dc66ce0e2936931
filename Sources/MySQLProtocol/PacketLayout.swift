// SPDX-License-Identifier: Apache-2.0

/// What the layout of packets depends on, as client and server agreed in the handshake.
package struct PacketLayout: Sendable, Hashable {
    /// Result sets end with an OK packet that begins with 0xfe (`CLIENT_DEPRECATE_EOF`).
    package var deprecatesEOF: Bool
    /// OK packets carry what changed in the session (`CLIENT_SESSION_TRACK`).
    package var tracksSession: Bool
    /// MySQL tells with each result whether its definitions follow (`CLIENT_OPTIONAL_RESULTSET_METADATA`).
    package var hasOptionalMetadata: Bool
    /// MariaDB does so, and leaves them out where PREPARE sent them (`MARIADB_CLIENT_CACHE_METADATA`).
    package var cachesMetadata: Bool
    /// Column definitions have MariaDB's block of names for its types (`MARIADB_CLIENT_EXTENDED_METADATA`).
    package var hasExtendedMetadata: Bool
    /// MariaDB may report progress in place of an answer (`MARIADB_CLIENT_PROGRESS`).
    package var reportsProgress: Bool
    /// Commands carry attributes (`CLIENT_QUERY_ATTRIBUTES`).
    package var hasQueryAttributes: Bool

    /// Takes what was agreed; nothing by default.
    package init(
        deprecatesEOF: Bool = false,
        tracksSession: Bool = false,
        hasOptionalMetadata: Bool = false,
        cachesMetadata: Bool = false,
        hasExtendedMetadata: Bool = false,
        reportsProgress: Bool = false,
        hasQueryAttributes: Bool = false
    ) {
        self.deprecatesEOF = deprecatesEOF
        self.tracksSession = tracksSession
        self.hasOptionalMetadata = hasOptionalMetadata
        self.cachesMetadata = cachesMetadata
        self.hasExtendedMetadata = hasExtendedMetadata
        self.reportsProgress = reportsProgress
        self.hasQueryAttributes = hasQueryAttributes
    }

    /// Whether a result's number of columns is followed by a byte that tells if definitions follow.
    package var flagsMetadata: Bool { hasOptionalMetadata || cachesMetadata }
}
