// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What stands in front of an event in a packet of a dump: `00`, and where the dump is semi-synchronous `ef` and a flag.
///
/// Source: MySQL 9.7, `sql/rpl_binlog_sender.cc`, `Binlog_sender::send_packet`, and `plugin/semisync/semisync.h`,
/// `ReplSemiSyncBase::kSyncHeader`.
@usableFromInline
package struct DumpPacketHead: Sendable, Hashable {
    /// The byte behind the first in every packet of a semi-synchronous dump.
    @inlinable
    package static var semiSyncMagic: UInt8 { 0xef }

    /// How many bytes it takes.
    @usableFromInline package let byteCount: Int
    /// Whether the source waits for an acknowledgement of the event.
    @usableFromInline package let wantsReply: Bool

    /// Reads the beginning of a packet; nil where that of an event does not stand there.
    @inlinable
    package init?(_ payload: Span<UInt8>, isSemiSync: Bool) {
        guard payload.count > 0, payload[0] == 0 else { return nil }
        guard isSemiSync else {
            byteCount = 1
            wantsReply = false
            return
        }
        guard payload.count > 2, payload[1] == DumpPacketHead.semiSyncMagic, payload[2] <= 1 else { return nil }
        byteCount = 3
        wantsReply = payload[2] == 1
    }
}
