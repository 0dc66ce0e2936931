// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire

extension [UInt8] {
    /// The body of an event with a header of 19 bytes and a checksum.
    var eventBody: [UInt8] { Array(self[19..<(count - 4)]) }

    /// An event with these bytes as its body.
    func event(
        _ type: EventType,
        checksum: Bool = false,
        flags: EventFlags = [],
        endPosition: UInt32 = 0,
        serverID: UInt32 = 1
    ) -> [UInt8] {
        let header = EventHeader(
            timestamp: 1_700_000_000,
            type: type,
            serverID: serverID,
            length: UInt32(19 + count + (checksum ? 4 : 0)),
            endPosition: endPosition,
            flags: flags
        )
        var writer = WireWriter()
        header.encode(into: &writer)
        writer.array(self)
        if checksum { writer.uint32(CRC32.checksum(of: writer.bytes.span)) }
        return writer.bytes
    }
}

/// Format descriptions of logs that tests put together.
enum MadeEvents {
    /// Fixed parts as MySQL 8.0 has them.
    static let mysqlLengths = [UInt8](
        hex: """
            00 0d 00 08 00 00 00 00 04 00 04 00 00 00 62 00 04 1a 08 00 00 00 08 08 08 02 00 00 00 0a 0a 0a
            2a 2a 00 12 34 00 0a 28 00 00
            """
    )
    /// Fixed parts as MariaDB has them.
    static let mariaDBLengths =
        [UInt8](
            hex: """
                38 0d 00 08 00 12 00 04 04 04 04 12 00 00 e4 00 04 1a 08 00 00 00 08 08 08 02 00 00 00 0a 0a 0a
                """
        )
        + [UInt8](repeating: 0, count: 127) + [0, 4, 19, 4, 0, 13, 8, 8, 8, 10, 10, 10]

    /// A format description as `version` writes it, itself without a checksum where the log has none.
    static func formatDescription(
        version: String = "8.0.40",
        lengths: [UInt8] = mysqlLengths,
        checksum: ChecksumAlgorithm? = .off
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.uint16(4)
        writer.text(version)
        writer.zeros(50 - version.utf8.count)
        writer.uint32(0)
        writer.uint8(19)
        writer.array(lengths)
        guard let checksum else { return writer.bytes.event(.formatDescription) }
        writer.uint8(checksum.rawValue)
        if checksum == .crc32 { return writer.bytes.event(.formatDescription, checksum: true) }
        return (writer.bytes + [0, 0, 0, 0]).event(.formatDescription)
    }

    /// As MySQL writes it, without checksums.
    static let mysql = formatDescription()
    /// As MariaDB writes it, without checksums.
    static let mariaDB = formatDescription(version: "10.11.6-MariaDB-log", lengths: mariaDBLengths)

    /// A table map of table 7, `d.t`: a byte for each type, metadata, nullable columns and optional metadata.
    static func tableMap(
        id: UInt64 = 7,
        types: [UInt8],
        metadata: [UInt8] = [],
        optional: [UInt8] = [],
        name: String = "t"
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.uint48(id)
        writer.uint16(1)
        writer.uint8(1)
        writer.text("d\0")
        writer.uint8(UInt8(name.utf8.count))
        writer.text(name + "\0")
        writer.lengthEncodedInteger(UInt64(types.count))
        writer.array(types)
        writer.lengthEncodedSpan(metadata.span)
        for start in stride(from: 0, to: types.count, by: 8) {
            writer.uint8(0xff >> UInt8(max(0, start + 8 - types.count)))
        }
        writer.array(optional)
        return writer.bytes.event(.tableMap)
    }

    /// A rows event over table 7: number of columns, bitmaps, images.
    static func rows(
        _ type: EventType = .writeRows,
        id: UInt64 = 7,
        columns: Int,
        bitmaps: [UInt8],
        images: [UInt8],
        flags: UInt16 = 1
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.uint48(id)
        writer.uint16(flags)
        if type == .writeRows || type == .updateRows || type == .deleteRows || type == .partialUpdateRows {
            writer.uint16(2)
        }
        writer.lengthEncodedInteger(UInt64(columns))
        writer.array(bitmaps)
        writer.array(images)
        return writer.bytes.event(type)
    }
}

/// Hands every event of `events`, and those inside them, to `look`.
func decode(
    _ events: [[UInt8]],
    options: BinlogDecoder.Options = .init(),
    _ look: (borrowing BinlogEvent) throws -> Void
) throws {
    var decoder = BinlogDecoder(options: options)
    var position: UInt64 = 4
    for event in events {
        try decoder.accept(event.span, at: position)
        try look(decoder.event(event.span))
        while decoder.hasInnerEvents, try decoder.acceptInner(event.span) { try look(decoder.event(event.span)) }
        position += UInt64(event.count)
    }
}

/// The error at which decoding `events` stops, rows and all; nil where it does not.
func refusal(of events: [[UInt8]], options: BinlogDecoder.Options = .init()) -> BinlogError? {
    do {
        try decode(events, options: options) { event in
            guard case .rows(let rows) = event.body else { return }
            var list = RowList()
            try rows.visit(&list)
            var changes = rows.changes
            while try changes.next() != nil {}
        }
        return nil
    } catch {
        return error as? BinlogError
    }
}

/// Every image of `events`: the values that it carries by column, in text.
func rows(of events: [[UInt8]], options: BinlogDecoder.Options = .init()) throws -> [String] {
    var list = RowList()
    try decode(events, options: options) { event in
        if case .rows(let rows) = event.body { try rows.visit(&list) }
    }
    return list.rows
}

extension [UInt8] {
    /// An event whose checksum was taken off, with the length that it has now.
    var withLength: [UInt8] {
        var event = self
        for index in 0..<4 { event[9 + index] = UInt8(truncatingIfNeeded: count >> (8 * index)) }
        return event
    }
}
