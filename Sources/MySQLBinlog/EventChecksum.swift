// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The checksum of an event.
enum EventChecksum {
    /// Bytes of the checksum at an event's end.
    static let byteCount = 4
    /// Byte of the header that holds the flag that tells whether a file is in use.
    private static let flagsOffset = 17

    /// The checksum at the end of an event, which has 4 bytes at least.
    @inline(__always)
    static func stored(in event: Span<UInt8>) -> UInt32 {
        let bytes = event.extracting(last: byteCount)
        return UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
    }

    /// CRC-32 over header and body; `bytes` ends before the checksum.
    ///
    /// A format description is written with its in-use flag cleared and marked later, so it is counted as cleared.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/binlog_event.cpp`, `Log_event_footer::event_checksum_test`.
    @inline(__always)
    static func value(of bytes: Span<UInt8>, type: EventType) -> UInt32 {
        type == .formatDescription ? valueOfDescription(bytes) : CRC32.checksum(of: bytes)
    }

    @inline(never)
    private static func valueOfDescription(_ bytes: Span<UInt8>) -> UInt32 {
        guard bytes.count > flagsOffset, bytes[flagsOffset] & 1 != 0 else { return CRC32.checksum(of: bytes) }
        let cleared: [UInt8] = [bytes[flagsOffset] & 0xfe]
        let head = CRC32.checksum(of: bytes.extracting(0..<flagsOffset))
        let marked = CRC32.checksum(of: cleared.span, from: head)
        return CRC32.checksum(of: bytes.extracting((flagsOffset + 1)...), from: marked)
    }
}
