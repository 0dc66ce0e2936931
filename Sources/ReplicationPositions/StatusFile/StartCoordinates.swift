// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A place that a dump, a backup or a server's status of its own log tells.
public struct StartCoordinates: Sendable, Hashable {
    /// What told the place.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// SHOW BINARY LOG STATUS, by any name.
        case binaryLogStatus = "binary-log-status"
        /// The head of a dump of mysqldump or mariadb-dump.
        case dump
        /// mydumper's `metadata`.
        case mydumper
        /// `xtrabackup_binlog_info`.
        case backup
        /// `xtrabackup_slave_info`, or statements alone.
        case statements
        /// A position record.
        case record
    }

    /// In whose log the place is.
    public enum Log: String, Sendable, Hashable {
        /// That of the server which the status, dump or backup was taken from.
        case own
        /// That of this server's source.
        case source
    }

    /// What told it.
    public var origin: Origin
    /// In whose log it is; nil where the text does not tell.
    public var log: Log?
    /// The file and the offset.
    public var file: BinlogFilePosition?
    /// The GTIDs as they were written.
    public var gtid: String?
    /// The channel or connection.
    public var channel: String?
    /// The host of the server whose log it is.
    public var host: String?
    /// The family; nil where the text does not tell.
    public var flavour: ServerFlavour?
    /// The server whose log it is, where a record tells it.
    public var source: PositionRecord.Source?
    /// Whether the statement that tells the place is none of a comment, so that loading the dump runs it.
    public var isActive: Bool
    /// Whether the statement asks to replicate by GTIDs.
    public var usesGTID: Bool

    /// Takes the parts that are known.
    public init(
        _ origin: Origin,
        log: Log?,
        file: BinlogFilePosition? = nil,
        gtid: String? = nil,
        channel: String? = nil,
        host: String? = nil,
        flavour: ServerFlavour? = nil,
        source: PositionRecord.Source? = nil,
        isActive: Bool = false,
        usesGTID: Bool = false
    ) {
        self.origin = origin
        self.log = log
        self.file = file
        self.gtid = gtid
        self.channel = channel
        self.host = host
        self.flavour = flavour
        self.source = source
        self.isActive = isActive
        self.usesGTID = usesGTID
    }

    /// Reads a row of SHOW BINARY LOG STATUS; nil where it is none.
    init?(binaryLogStatus row: StatusRow) {
        guard let file = row["file"], let offset = row["position"].flatMap({ UInt64($0) }) else { return nil }
        self.init(
            .binaryLogStatus,
            log: .own,
            file: BinlogFilePosition(file: file, offset: offset),
            gtid: row["executed_gtid_set"],
            flavour: row.has("executed_gtid_set") ? .mysql : nil
        )
    }

    /// Reads a position record; nil where the object is none.
    init?(record: JSONTextValue) {
        guard let file = record["file"]?.text, let offset = record["position"]?.text.flatMap({ UInt64($0) }),
            let source = record["source"], let flavour = source["flavour"]?.text
        else { return nil }
        let identity = PositionRecord.Source(
            flavour: flavour,
            uuid: source["uuid"]?.text,
            serverID: source["serverID"]?.text.flatMap { UInt32($0) }
        )
        self.init(
            .record,
            log: .own,
            file: BinlogFilePosition(file: file, offset: offset),
            gtid: record["gtid"]?.text,
            flavour: ServerFlavour(rawValue: flavour),
            source: identity
        )
    }

    /// The GTIDs: a set of MySQL or a position of MariaDB, whichever the text is.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is neither.
    public func executed() throws(GTIDSyntaxError) -> ExecutedGTIDs? {
        guard let gtid, !gtid.isEmpty else { return nil }
        return try ExecutedGTIDs(text: gtid, flavour: flavour)
    }
}

extension ExecutedGTIDs {
    /// Reads a set of MySQL or a position of MariaDB; where the family is not known, the text tells.
    ///
    /// - Throws: ``GTIDSyntaxError`` where it is neither.
    public init(text: String, flavour: ServerFlavour? = nil) throws(GTIDSyntaxError) {
        switch flavour {
        case .mysql: self = .mysql(try GTIDSet(text))
        case .mariaDB: self = .mariaDB(try MariaDBGTIDPosition(text))
        case nil:
            if let position = try? MariaDBGTIDPosition(text), !position.isEmpty {
                self = .mariaDB(position)
            } else {
                self = .mysql(try GTIDSet(text))
            }
        }
    }

    /// The family whose GTIDs they are.
    public var flavour: ServerFlavour {
        switch self {
        case .mysql: .mysql
        case .mariaDB: .mariaDB
        }
    }
}
