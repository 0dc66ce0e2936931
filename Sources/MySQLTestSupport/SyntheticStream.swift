// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes
public import MySQLWire

/// The events of a server's stream, put together one by one: ROTATE and format description, then what a test wants.
public struct SyntheticStream: Sendable {
    /// The events so far, each from header to checksum.
    public private(set) var events: [[UInt8]] = []
    /// Where the next event begins in the file.
    public var position: UInt64
    /// Whether events end with a checksum; to be set before a format description.
    public var hasChecksums: Bool
    /// Seconds since 1970 UTC in the headers of the events that follow.
    public var timestamp: UInt32 = 1_767_261_600
    private let server: SyntheticLog.Server

    /// The server id in every header.
    public static let serverID: UInt32 = 7

    /// Begins at a place of a file; with an empty name nothing is sent yet.
    public init(
        _ server: SyntheticLog.Server = .mysql,
        file: String = "binlog.000001",
        at position: UInt64 = 4,
        hasChecksums: Bool = true
    ) {
        self.server = server
        self.hasChecksums = hasChecksums
        self.position = position
        guard !file.isEmpty else { return }
        beginFile(file, at: position)
        formatDescription()
    }

    /// The ROTATE that a server makes for a stream; it is checked as the events before it.
    public mutating func beginFile(_ name: String, at position: UInt64 = 4, hasChecksum: Bool? = nil) {
        self.position = position
        var body = WireWriter()
        body.uint64(position)
        body.text(name)
        add(.rotate, flags: .artificial, endPosition: 0, body: body.bytes, hasChecksum: hasChecksum ?? hasChecksums)
    }

    /// The format description, as it stands at a file's head.
    public mutating func formatDescription() {
        let event = Array(SyntheticLog(server, hasChecksums: hasChecksums).bytes.dropFirst(4))
        events.append(event)
        position = max(position, 4 + UInt64(event.count))
    }

    /// An event of the file; `endPosition` is what its header says, by default the truth.
    public mutating func append(
        _ type: EventType,
        flags: EventFlags = [],
        endPosition: UInt32? = nil,
        body: (inout WireWriter) -> Void = { _ in }
    ) {
        var content = WireWriter()
        body(&content)
        let length = EventHeader.byteCount + content.count + (hasChecksums ? 4 : 0)
        position += UInt64(length)
        let end = endPosition ?? UInt32(truncatingIfNeeded: position)
        add(type, flags: flags, endPosition: end, body: content.bytes, hasChecksum: hasChecksums)
    }

    /// An event that stands in no file.
    public mutating func artificial(
        _ type: EventType,
        endPosition: UInt32 = 0,
        flags: EventFlags = [],
        body: (inout WireWriter) -> Void
    ) {
        var content = WireWriter()
        body(&content)
        add(type, flags: flags, endPosition: endPosition, body: content.bytes, hasChecksum: hasChecksums)
    }

    private mutating func add(
        _ type: EventType,
        flags: EventFlags,
        endPosition: UInt32,
        body: [UInt8],
        hasChecksum: Bool
    ) {
        var writer = WireWriter()
        EventHeader(
            timestamp: flags.contains(.artificial) ? 0 : timestamp,
            type: type,
            serverID: SyntheticStream.serverID,
            length: UInt32(EventHeader.byteCount + body.count + (hasChecksum ? 4 : 0)),
            endPosition: endPosition,
            flags: flags
        ).encode(into: &writer)
        writer.array(body)
        if hasChecksum { writer.uint32(CRC32.checksum(of: writer.bytes.span)) }
        events.append(writer.bytes)
    }
}

extension SyntheticStream {
    /// QUERY in the database `d`.
    public mutating func query(_ sql: String, endPosition: UInt32? = nil) {
        append(.query, endPosition: endPosition) { body in
            body.uint32(1)
            body.uint32(0)
            body.uint8(1)
            body.uint16(0)
            body.uint16(0)
            body.text("d\0")
            body.text(sql)
        }
    }

    /// GTID, or ANONYMOUS_GTID where `number` is 0.
    public mutating func gtid(_ number: Int64) {
        append(number == 0 ? .anonymousGTID : .gtid) { body in
            body.uint8(0)
            (number == 0 ? SourceID.zero : SyntheticStream.source).encode(into: &body)
            body.uint64(UInt64(bitPattern: number))
            body.uint8(2)
            body.uint64(0)
            body.uint64(1)
            // Committed here a microsecond after it was committed first.
            body.uint56(1_767_261_600_000_001 | 1 << 55)
            body.uint56(1_767_261_600_000_000)
            body.lengthEncodedInteger(300)
            body.uint32(90_704 | 1 << 31)
            body.uint32(80_034)
        }
    }

    /// The source of ``gtid(_:)``.
    public static let source = SourceID(high: 0x4f68_a417_e505_11f1, low: 0x9b56_02fc_0000_0001)

    /// MARIADB_GTID of domain 0.
    public mutating func mariaDBGTID(_ sequence: UInt64, flags: MariaDBGTIDEvent.Flags = [], xa: String = "") {
        append(.mariaDBGTID) { body in
            body.uint64(sequence)
            body.uint32(0)
            body.uint8(flags.rawValue)
            if flags.isXA {
                body.uint32(1)
                body.uint8(UInt8(xa.utf8.count))
                body.uint8(0)
                body.text(xa)
            }
            body.zeros(max(0, 19 - 13))
        }
    }

    /// XID.
    public mutating func xid(endPosition: UInt32? = nil) {
        append(.xid, endPosition: endPosition) { $0.uint64(9) }
    }

    /// XA_PREPARE of the transaction `name`.
    public mutating func xaPrepare(_ name: String, onePhase: Bool = false) {
        append(.xaPrepare) { body in
            body.uint8(onePhase ? 1 : 0)
            body.uint32(1)
            body.uint32(UInt32(name.utf8.count))
            body.uint32(0)
            body.text(name)
        }
    }

    /// The table map of `d.t`, table 7, with one INT column, and an insert of each of `rows`.
    public mutating func insert(_ rows: [UInt32], isStatementEnd: Bool = true, endPosition: UInt32? = nil) {
        append(.tableMap, endPosition: endPosition) { body in
            body.uint48(7)
            body.uint16(1)
            body.uint8(1)
            body.text("d\0")
            body.uint8(1)
            body.text("t\0")
            body.uint8(1)
            body.uint8(3)
            body.uint8(0)
            body.uint8(1)
        }
        let type = server.rowsType
        append(type, endPosition: endPosition) { body in
            body.uint48(7)
            body.uint16(isStatementEnd ? 1 : 0)
            if type == .writeRows { body.uint16(2) }
            body.uint8(1)
            body.uint8(0xff)
            for row in rows {
                body.uint8(0xfe)
                body.uint32(row)
            }
        }
    }
}

extension SyntheticLog.Server {
    fileprivate var rowsType: EventType {
        switch self {
        case .mysql: .writeRows
        case .mariaDB: .writeRowsV1
        }
    }
}
