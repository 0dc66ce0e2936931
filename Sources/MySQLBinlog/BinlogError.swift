// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes
public import MySQLWire

/// Why reading a binlog stopped: what was wrong, in which event, where in the file.
public struct BinlogError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Kind: Sendable, Hashable {
        /// The file holds no byte.
        case emptyFile
        /// The file does not begin as a binlog does; holds its first 4 bytes, the first one highest.
        case notABinlog(UInt32)
        /// The file is encrypted by MySQL and no keyring was given.
        case encryptedFile
        /// The events that follow are encrypted by MariaDB and no key was given.
        case encryptedEvents
        /// The keyring holds no key of the name that the encrypted file tells.
        case missingKey
        /// Decrypting gave nothing that can be a binlog: the key is another one.
        case wrongKey
        /// The keyring or key file cannot be read as what it should be.
        case unreadableKeys
        /// An encryption scheme that is not known.
        case unknownEncryptionScheme(UInt8)
        /// A binlog format older than version 3, or newer than version 4.
        case unsupportedVersion(UInt16)
        /// Row events of MySQL 5.1.0 to 5.1.15, whose layout was never released.
        case preGARows
        /// The first event is no format description, so nothing tells how to read the rest.
        case noFormatDescription
        /// The input ends within the 19 bytes of an event header.
        case truncatedHeader(present: Int)
        /// The input ends within an event.
        case truncatedEvent(length: UInt32, present: Int)
        /// An event claims a length that no event can have.
        case impossibleLength(UInt32)
        /// An event is longer than the reader was told to accept.
        case eventTooLarge(length: UInt32, limit: Int)
        /// The checksum in the event is not that of its bytes.
        case checksumMismatch(stored: UInt32, computed: UInt32)
        /// The checksum algorithm is not known.
        case unknownChecksumAlgorithm(UInt8)
        /// A type that is not known, and is not marked as ignorable.
        case unknownEvent(EventType)
        /// The body of an event is not laid out as its type is.
        case malformed(WireError)
        /// A rows event names a table that no table map before it describes.
        case unknownTable(id: UInt64)
        /// A rows event has another number of columns than its table map.
        case columnCountMismatch(event: Int, table: Int)
        /// A table has a column of a type that cannot be read.
        case unsupportedColumn(type: ColumnType, index: Int)
        /// A table of MariaDB has times whose digits of fraction the log does not tell, and its rows cannot be read without.
        case ambiguousTemporal(column: Int)
        /// A value in a row image is not laid out as its column's type is.
        case malformedValue(WireError, column: Int)
        /// One statement maps more tables than any server does.
        case tooManyTables(limit: Int)
        /// A transaction payload is compressed in a way that is not known.
        case unknownCompression(UInt64)
        /// A transaction payload ends within an event, or holds what it must not.
        case malformedPayload
        /// Fragments of a rows event do not follow each other.
        case fragmentOutOfOrder(expected: UInt32, found: UInt32)
        /// A heartbeat says that the source stands in another file than the events before it, or before them.
        case outOfStep(file: String, offset: UInt64)
        /// The operating system refused; holds its error number.
        case system(Int32)
    }

    /// What was wrong.
    public var kind: Kind
    /// The type of the event that was being read, where it was known.
    public var eventType: EventType?
    /// Where that event begins, in bytes from the start of the file.
    public var position: UInt64

    /// Says what was wrong, in which event and where.
    public init(_ kind: Kind, in eventType: EventType? = nil, at position: UInt64) {
        self.kind = kind
        self.eventType = eventType
        self.position = position
    }
}

extension BinlogError: CustomStringConvertible {
    /// Where it happened, what was wrong, and what to do.
    public var description: String {
        let event = eventType.map { "\($0) event at position \(position)" } ?? "position \(position)"
        return "\(event): \(kind.explanation)"
    }
}

extension BinlogError.Kind {
    /// What was wrong and, where it is known, what to do about it.
    public var explanation: String {
        switch self {
        case .emptyFile: "the file is empty; a binlog begins with 4 magic bytes"
        case .notABinlog(let bytes):
            "not a binlog: it begins with 0x\(hex(bytes)) instead of 0xfe62696e; was the file converted or cut?"
        case .encryptedFile:
            "the file is encrypted by MySQL (binlog_encryption); give the server's keyring file (--mysql-keyring FILE)"
                + ", or read it from the server, which sends it decrypted"
        case .encryptedEvents:
            "the events that follow are encrypted by MariaDB (encrypt_binlog); give the server's key file "
                + "(--mariadb-keys FILE), or read them from the server, which sends them decrypted"
        case .missingKey: "the keys given do not hold the one that the file was encrypted with"
        case .wrongKey: "decryption gives no binlog; the key is not the one that the file was encrypted with"
        case .unreadableKeys: "the key file is not one that can be read; see the server's keyring documentation"
        case .unknownEncryptionScheme(let scheme): "encryption scheme \(scheme) is not known"
        case .unsupportedVersion(let version):
            "binlog version \(version) is not supported; versions 3 (MySQL 4.x) and 4 (since 5.0) are"
        case .preGARows:
            "row events of MySQL 5.1.0 to 5.1.15 are not supported; their layout was never released"
        case .noFormatDescription:
            "no format description event comes first; begin at the start of the file (position 4)"
        case .truncatedHeader(let present):
            "the file ends within an event header (\(present) of 19 bytes); the server was killed while writing it, "
                + "or the copy is not complete"
        case .truncatedEvent(let length, let present):
            "the file ends within an event (\(present) of \(length) bytes); the server was killed while writing it, "
                + "or the copy is not complete"
        case .impossibleLength(let length):
            "an event cannot be \(length) bytes long; the position is within an event, or the file is damaged"
        case .eventTooLarge(let length, let limit):
            "the event is \(length) bytes long, more than the limit of \(limit); raise the limit if the file is sound"
        case .checksumMismatch(let stored, let computed):
            "the checksum 0x\(hex(stored)) is not that of the event (0x\(hex(computed))); the file is damaged, or was "
                + "edited; --skip-verify-binlog-checksum reads it all the same"
        case .unknownChecksumAlgorithm(let algorithm): "checksum algorithm \(algorithm) is not known"
        case .unknownEvent(let type):
            "event type \(type.rawValue) is not known and not marked as ignorable; --on-unknown skip leaves it out"
        case .malformed(let error): "the event is malformed: \(error)"
        case .unknownTable(let id):
            "no table map for table \(id) came before; reading began inside a statement; begin at a position where a "
                + "transaction begins"
        case .columnCountMismatch(let event, let table):
            "the event has \(event) columns, its table map \(table)"
        case .unsupportedColumn(let type, let index):
            "column \(index + 1) has type \(type) (\(type.rawValue)), which cannot be read"
        case .ambiguousTemporal(let column):
            "column \(column + 1) is a time in MariaDB's format before 10.1.2 (mysql56_temporal_format=OFF), and the log does "
                + "not tell its digits of fraction; tell them for each such column: --column-type db.table.column=time(3)"
        case .malformedValue(let error, let column): "the value of column \(column + 1) is malformed: \(error)"
        case .tooManyTables(let limit): "a statement maps more than \(limit) tables"
        case .unknownCompression(let algorithm): "transaction compression \(algorithm) is not known"
        case .malformedPayload: "the transaction payload does not hold whole events"
        case .fragmentOutOfOrder(let expected, let found):
            "fragment \(found) of a rows event came where \(expected) was due; reading began inside a statement"
        case .outOfStep(let file, let offset):
            "the source says that it stands at \(file):\(offset), which is not where its events have led; begin anew behind "
                + "the last whole transaction"
        case .system(let number): "the operating system refused (error \(number))"
        }
    }

    private func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
