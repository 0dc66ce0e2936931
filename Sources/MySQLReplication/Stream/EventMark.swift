// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLWire

/// By what a log is known again: the last event before a place in it.
///
/// MariaDB has no UUID. Two servers with one `server_id` may have files of one name, and even GTIDs of one name; the events
/// that end where a stream stopped are different ones all the same, since they tell their time and what they are part of.
///
/// As JSON it has the fields `position` and `digest`.
public struct EventMark: Sendable, Hashable, Codable {
    /// Where the event begins, in bytes from the start of the file.
    public var offset: UInt64
    /// CRC-32 of what the event says.
    public var digest: UInt32

    private static let checksumByteCount = 4

    private enum CodingKeys: String, CodingKey {
        case offset = "position"
        case digest
    }

    /// Takes both.
    public init(offset: UInt64, digest: UInt32) {
        self.offset = offset
        self.digest = digest
    }

    /// Marks an event, which `event` holds from header to checksum.
    ///
    /// The checksum does not count, nor the length that it is part of: servers add and remove it for their readers. Nor do the
    /// flags, since a file in use is flagged as such.
    package init(_ event: Span<UInt8>, at offset: UInt64, hasChecksum: Bool) {
        self.offset = offset
        let end = max(event.count - (hasChecksum ? EventMark.checksumByteCount : 0), 0)
        var digest: UInt32 = 0
        // Time, type and server; where it ends; what it says.
        for part in [0..<9, 13..<17, 19..<max(end, 19)] {
            let bytes = min(part.lowerBound, end)..<min(part.upperBound, end)
            digest = CRC32.checksum(of: event.extracting(bytes), from: digest)
        }
        self.digest = digest
    }
}
