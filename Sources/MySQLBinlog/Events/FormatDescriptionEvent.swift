// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

/// The head of a file: who wrote it, and how its events are laid out and checked.
public struct FormatDescriptionEvent: Sendable, Hashable {
    /// 4 since MySQL 5.0; 3 for files of 4.x.
    public var binlogVersion: UInt16
    /// The server's version, up to 50 bytes, without the zeros that fill the field.
    public let serverVersion: String
    /// Seconds since 1970 UTC when the server started, in the first file after a start; else 0.
    public var created: UInt32
    /// Bytes of a common header; what exceeds 19 is skipped.
    public var headerLength: UInt8
    /// Bytes of the fixed part of each event type, the first for type 1.
    public var postHeaderLengths: [UInt8]
    /// How the events of this file are checked; nil where the server was too old to know checksums.
    public var checksumAlgorithm: ChecksumAlgorithm?

    /// Whether MariaDB wrote the file.
    public let isMariaDB: Bool
    /// Whether the file was written by one of the trees 5.1.1-a_drop5, 5.1.2-a_drop5, 5.2.2-a_drop5 and -a_drop6.
    public let usesPermutedTypes: Bool

    /// Bytes of the version field.
    static let versionFieldLength = 50

    /// What a file of version 3 (MySQL 4.0 and 4.1) has in place of a format description.
    ///
    /// Source: MySQL 5.7, `sql/log_event.cc`, `Format_description_log_event::Format_description_log_event`, case 3.
    public init(version3Written serverVersion: String, created: UInt32) {
        binlogVersion = 3
        self.serverVersion = serverVersion
        isMariaDB = false
        usesPermutedTypes = false
        self.created = created
        headerLength = UInt8(EventHeader.byteCount)
        postHeaderLengths = [56, 11, 0, 8, 0, 18, 0, 4, 4, 4, 4, 18, 0, 0]
        checksumAlgorithm = nil
    }

    /// Reads the body: version (2 bytes), server version (50, filled with zeros), created (4), header length (1),
    /// then one byte for each event type; from servers that know checksums the algorithm (1 byte) and 4 checksum
    /// bytes end it, also where checksums are off.
    ///
    /// `body` holds all of them.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.cpp`, `Format_description_event`.
    public init(_ body: Span<UInt8>) throws(WireError) {
        var reader = WireReader(body)
        binlogVersion = try reader.uint16()
        let text = try reader.span(count: FormatDescriptionEvent.versionFieldLength)
        var length = text.count
        while length > 0, text[length - 1] == 0 { length -= 1 }
        serverVersion = String(repairing: text.extracting(0..<length))
        isMariaDB = serverVersion.contains("MariaDB")
        usesPermutedTypes = FormatDescriptionEvent.usesPermutedTypes(serverVersion)
        created = try reader.uint32()
        headerLength = try reader.uint8()
        guard headerLength >= EventHeader.byteCount else {
            throw WireError(.invalidValue(UInt64(headerLength)), at: reader.offset - 1)
        }
        if ServerProductVersion(serverVersion).knowsChecksums {
            let lengths = try reader.span(count: reader.remaining - 5)
            postHeaderLengths = [UInt8](copying: lengths)
            checksumAlgorithm = ChecksumAlgorithm(rawValue: try reader.uint8())
        } else {
            postHeaderLengths = [UInt8](copying: reader.rest())
            checksumAlgorithm = nil
        }
    }

    /// Writes the body without the 4 checksum bytes at its end.
    public func encode(into writer: inout WireWriter) {
        writer.uint16(binlogVersion)
        let text = Array(serverVersion.utf8.prefix(FormatDescriptionEvent.versionFieldLength))
        writer.array(text)
        writer.zeros(FormatDescriptionEvent.versionFieldLength - text.count)
        writer.uint32(created)
        writer.uint8(headerLength)
        writer.array(postHeaderLengths)
        if let checksumAlgorithm { writer.uint8(checksumAlgorithm.rawValue) }
    }

    /// Bytes of the fixed part of events of `type`; nil for types that the server does not know.
    public func postHeaderLength(of type: EventType) -> Int? {
        let index = Int(type.rawValue) - 1
        guard index >= 0, index < postHeaderLengths.count else { return nil }
        return Int(postHeaderLengths[index])
    }

    /// The type that a number means in this file: development trees of 5.1 and 5.2 numbered their events otherwise.
    ///
    /// Source: MySQL 5.6, `sql/log_event.cc`, `Format_description_log_event`, `event_type_permutation`.
    public func type(of type: EventType) -> EventType {
        guard usesPermutedTypes else { return type }
        return switch type.rawValue {
        case 16: .tableMap
        case 17: .preGAWriteRows
        case 18: .preGAUpdateRows
        case 19: .preGADeleteRows
        case 20: .xid
        case 21: .beginLoadQuery
        case 22: .executeLoadQuery
        default: type
        }
    }

    private static func usesPermutedTypes(_ serverVersion: String) -> Bool {
        serverVersion.hasPrefix("5.1.1-a_drop5p") || serverVersion.hasPrefix("5.1.2-a_drop5p")
            || serverVersion.hasPrefix("5.2.2-a_drop5p") || serverVersion.hasPrefix("5.2.2-a_drop6p")
    }
}

/// The numbers that a server version begins with.
struct ServerProductVersion {
    var major = 0
    var minor = 0
    var patch = 0
    var isMariaDB: Bool

    init(_ text: String) {
        isMariaDB = text.contains("MariaDB")
        var numbers = [0, 0, 0]
        var index = 0
        for byte in text.utf8 {
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                // Two bytes of text hold no number that could overflow: the field has 50 bytes, so stop at a million.
                guard numbers[index] < 1_000_000 else { break }
                numbers[index] = numbers[index] * 10 + Int(byte - UInt8(ascii: "0"))
            } else if byte == UInt8(ascii: "."), index < 2 {
                index += 1
            } else {
                break
            }
        }
        (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
    }

    /// Checksums came with MySQL 5.6.1 and MariaDB 5.3.0.
    var knowsChecksums: Bool {
        isMariaDB ? (major, minor, patch) >= (5, 3, 0) : (major, minor, patch) >= (5, 6, 1)
    }
}
