// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A packet of a dump, seen in place.
package enum DumpPacket: ~Escapable {
    /// An event, all of it; the source waits for an acknowledgement of it where `wantsReply`.
    case event(Span<UInt8>, wantsReply: Bool)
    /// The source says that it has sent all it was asked for.
    case endOfFile(EOFPacket)
    /// The source gives up.
    case error(ErrorPacket)

    /// Whether the first packet of a dump, for which semi-synchronous replication was asked, shows that it is on.
    ///
    /// That packet is a ROTATE without a time, so the byte that stands for the lowest of its time is 0 without it.
    package static func isSemiSync(firstPacket payload: Span<UInt8>) -> Bool {
        payload.count >= 3 && payload[0] == 0 && payload[1] == DumpPacketHead.semiSyncMagic
    }

    /// Reads `payload`, the content of a packet: `00` and an event, with `ef` and a byte between them where `isSemiSync`;
    /// `ff` and an error; `fe` and the end, in less than 9 bytes whatever was agreed.
    ///
    /// Source: MySQL 9.7, `sql/rpl_binlog_sender.cc`, `Binlog_sender::send_packet`, and `plugin/semisync/semisync.h`,
    /// `ReplSemiSyncBase::kSyncHeader`.
    @_lifetime(copy payload)
    package init(_ payload: Span<UInt8>, isSemiSync: Bool = false) throws(ProtocolViolation) {
        guard payload.count > 0 else { throw ProtocolViolation(.emptyPacket, in: "binlog dump") }
        if let head = DumpPacketHead(payload, isSemiSync: isSemiSync) {
            self = .event(payload.extracting(droppingFirst: head.byteCount), wantsReply: head.wantsReply)
            return
        }
        var reader = WireReader(payload)
        do throws(WireError) {
            switch payload[0] {
            case 0:
                // The two bytes of semi-synchronous replication are missing, or are others.
                try reader.advance(1)
                let magic = try reader.uint8()
                guard magic == DumpPacketHead.semiSyncMagic else {
                    throw WireError(.invalidValue(UInt64(magic)), at: 1)
                }
                throw WireError(.invalidValue(UInt64(try reader.uint8())), at: 2)
            case 0xff:
                self = .error(try ErrorPacket(from: &reader))
                return
            case 0xfe where payload.count < EOFPacket.lengthLimit:
                self = .endOfFile(try EOFPacket(from: &reader))
                return
            default: break
            }
        } catch {
            throw ProtocolViolation(.malformed(error), in: "binlog dump")
        }
        throw ProtocolViolation(.unexpectedPacket(firstByte: payload[0]), in: "binlog dump")
    }
}
