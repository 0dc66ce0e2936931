// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a connection are compressed.
///
/// Source: MySQL 9.7 manual, section "Connection Compression Control".
public enum ProtocolCompression: Sendable, Hashable, CustomStringConvertible {
    /// Not at all.
    case uncompressed
    /// By zlib; every server knows it.
    case zlib
    /// By zstd, at a level of 1 to 22; MySQL from 8.0.18 on knows it, MariaDB does not.
    case zstd(level: Int)

    /// By zstd, at the level that servers use if nobody tells one.
    public static let zstd = ProtocolCompression.zstd(level: 3)

    /// The name that servers use.
    public var description: String {
        switch self {
        case .uncompressed: "uncompressed"
        case .zlib: "zlib"
        case .zstd: "zstd"
        }
    }
}
