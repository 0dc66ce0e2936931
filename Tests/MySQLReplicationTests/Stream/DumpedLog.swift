// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import NIOCore
import Testing

/// A file of a binlog as a source sends it: a ROTATE that names it, then its events in packets.
struct DumpedLog {
    /// The events, without the four bytes before them.
    let events: [[UInt8]]
    private let checksum: ChecksumAlgorithm

    /// The name that the ROTATE tells; files of fixtures go on in later ones.
    static let file = "binlog.000001"

    /// The events but for the one that leads to another file.
    var withoutRotation: [[UInt8]] { events.filter { $0[4] != EventType.rotate.rawValue } }

    /// Takes the bytes of a file.
    init(_ bytes: [UInt8]) throws {
        let log = MemoryLog(bytes)
        events = log.events.map { Array(bytes[$0]) }
        let first = try #require(events.first)
        var decoder = BinlogDecoder()
        try decoder.accept(first.span, at: 4)
        checksum = decoder.format?.checksumAlgorithm ?? .off
    }

    /// What a scanner of this dump begins with.
    var scanner: BoundaryScanner { BoundaryScanner(checksum: checksum) }

    /// The ROTATE that a source makes up at the beginning.
    func rotation(to file: String = DumpedLog.file, at offset: UInt64 = 4) -> [UInt8] {
        var body = WireWriter()
        body.uint64(offset)
        body.text(file)
        return DumpedLog.event(.rotate, timestamp: 0, end: 0, flags: .artificial, body.bytes, checksum)
    }

    /// A heartbeat at a place.
    func heartbeat(in file: String = DumpedLog.file, at offset: UInt64) -> [UInt8] {
        let end = UInt32(truncatingIfNeeded: offset)
        return DumpedLog.event(.heartbeat, timestamp: 0, end: end, flags: [], Array(file.utf8), checksum)
    }

    private static func event(
        _ type: EventType,
        timestamp: UInt32,
        end: UInt32,
        flags: EventFlags,
        _ body: [UInt8],
        _ checksum: ChecksumAlgorithm
    ) -> [UInt8] {
        var writer = WireWriter()
        let length = 19 + body.count + (checksum == .crc32 ? 4 : 0)
        EventHeader(
            timestamp: timestamp,
            type: type,
            serverID: 1,
            length: UInt32(length),
            endPosition: end,
            flags: flags
        ).encode(into: &writer)
        writer.array(body)
        if checksum == .crc32 {
            let bytes = writer.bytes
            writer.uint32(CRC32.checksum(of: bytes.span))
        }
        return writer.bytes
    }

    /// Of semi-synchronous events, each of so many asks for an acknowledgement.
    static let askingInterval = 3

    /// Packets of events, so many a batch as `sizes` says in turn.
    static func batches(_ events: [[UInt8]], isSemiSync: Bool = false, sizes: () -> Int) -> [PacketBatch] {
        var batches: [PacketBatch] = []
        var number = 0
        while number < events.count {
            let count = min(max(1, sizes()), events.count - number)
            var buffer = ByteBuffer()
            for index in number..<(number + count) {
                let asks: UInt8 = index % askingInterval == askingInterval - 1 ? 1 : 0
                let head: [UInt8] = isSemiSync ? [0, 0xef, asks] : [0]
                let length = events[index].count + head.count
                buffer.writeBytes([UInt8(length & 0xff), UInt8(length >> 8 & 0xff), UInt8(length >> 16), 0] + head)
                buffer.writeBytes(events[index])
            }
            batches.append(PacketBatch(frames: buffer, count: count, isSemiSync: isSemiSync))
            number += count
        }
        return batches
    }
}
