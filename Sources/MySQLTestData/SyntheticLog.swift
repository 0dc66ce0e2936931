// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLWire

/// A binlog that is put together event by event, laid out as MySQL 9.7 or MariaDB 11.8 write theirs.
public struct SyntheticLog: Sendable {
    /// Which server the format description names.
    public enum Server: Sendable {
        /// MySQL 9.7.
        case mysql
        /// MariaDB 11.8.
        case mariaDB
    }

    private var writer = WireWriter(bytes: MemoryLog.magic)
    private let hasChecksums: Bool

    /// The file so far.
    public var bytes: [UInt8] { writer.bytes }

    /// Begins with a format description.
    public init(_ server: Server = .mysql, hasChecksums: Bool = true) {
        self.hasChecksums = hasChecksums
        append(.formatDescription) { body in
            body.uint16(4)
            let version = server == .mysql ? "9.7.0" : "11.8.6-MariaDB"
            body.text(version)
            body.zeros(50 - version.utf8.count)
            body.uint32(0)
            body.uint8(19)
            body.array(server == .mysql ? SyntheticLog.mysqlLengths : SyntheticLog.mariaDBLengths)
            body.uint8(hasChecksums ? 1 : 0)
            if !hasChecksums { body.uint32(0) }
        }
    }

    /// Appends an event whose body `body` writes; the header and the checksum are made here.
    public mutating func append(
        _ type: EventType,
        flags: EventFlags = [],
        body: (inout WireWriter) -> Void
    ) {
        var content = WireWriter()
        body(&content)
        let length = EventHeader.byteCount + content.count + (hasChecksums ? 4 : 0)
        let start = writer.count
        EventHeader(
            timestamp: 1_767_261_600,
            type: type,
            serverID: 1,
            length: UInt32(truncatingIfNeeded: length),
            endPosition: UInt32(truncatingIfNeeded: start + length),
            flags: flags
        ).encode(into: &writer)
        writer.array(content.bytes)
        if hasChecksums { writer.uint32(CRC32.checksum(of: writer.bytes.span.extracting(start...))) }
    }

    /// Appends a statement, with the default database and the settings that it ran under.
    public mutating func appendQuery(_ sql: String, database: String = "d", settings: [UInt8] = []) {
        append(.query) { writer in
            writer.uint32(1)
            writer.uint32(0)
            writer.uint8(UInt8(database.utf8.count))
            writer.uint16(0)
            writer.uint16(UInt16(settings.count))
            writer.array(settings)
            writer.text(database + "\0")
            writer.text(sql)
        }
    }

    /// Bytes of the fixed part of every type's body, from type 1 on; read off a server's file.
    private static let mysqlLengths: [UInt8] = [
        0, 13, 0, 8, 0, 0, 0, 0, 4, 0, 4, 0, 0, 0, 99, 0, 4, 26, 8, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 10, 10, 10, 42, 42, 0,
        18, 52, 0, 10, 40, 0, 0,
    ]

    private static let mariaDBLengths: [UInt8] =
        [
            56, 13, 0, 8, 0, 18, 0, 4, 4, 4, 4, 18, 0, 0, 228, 0, 4, 26, 8, 0, 0, 0, 8, 8, 8, 2, 0, 0, 0, 10, 10, 10, 0,
            0, 0, 0, 0, 0, 10, 10, 10,
        ] + [UInt8](repeating: 0, count: 118) + [4, 19, 4, 0, 13, 8, 8, 8, 10, 10, 10, 1]
}
