// SPDX-License-Identifier: Apache-2.0

/// How the events of a file are checked.
///
/// Source: MySQL 9.7, `libs/mysql/binlog/event/binlog_event.h`, `enum_binlog_checksum_alg`.
@frozen
public struct ChecksumAlgorithm: RawRepresentable, Sendable, Hashable {
    /// The byte as sent.
    public let rawValue: UInt8

    /// Takes the byte as received.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Events carry no checksum (`BINLOG_CHECKSUM_ALG_OFF`).
    public static let off = ChecksumAlgorithm(rawValue: 0)
    /// The last 4 bytes of each event are its CRC-32 (`BINLOG_CHECKSUM_ALG_CRC32`).
    public static let crc32 = ChecksumAlgorithm(rawValue: 1)
    /// Not told; events carry none (`BINLOG_CHECKSUM_ALG_UNDEF`).
    public static let undefined = ChecksumAlgorithm(rawValue: 255)
}
