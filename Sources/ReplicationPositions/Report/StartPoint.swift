// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// Where replication is to begin: whose log, and the place in it by file, by GTIDs, or both.
public struct StartPoint: Sendable, Hashable {
    /// The family of the server whose log it is; nil where nothing tells.
    public var flavour: ServerFlavour?
    /// Its host; nil where nothing tells.
    public var host: String?
    /// Its port.
    public var port: Int?
    /// The account of replication there.
    public var user: String?
    /// Its `server_uuid`.
    public var uuid: SourceID?
    /// Its `server_id`.
    public var serverID: UInt32?
    /// The channel or connection.
    public var channel: String?
    /// The file and the offset.
    public var file: BinlogFilePosition?
    /// Everything that is already there.
    public var gtid: ExecutedGTIDs?

    /// Knows nothing yet.
    public init(flavour: ServerFlavour? = nil, file: BinlogFilePosition? = nil, gtid: ExecutedGTIDs? = nil) {
        self.flavour = flavour ?? gtid?.flavour
        self.file = file
        self.gtid = gtid
    }

    /// Takes what a record tells.
    ///
    /// - Throws: `PositionRecordError` where a part of it is none.
    public init(_ record: PositionRecord) throws(PositionRecordError) {
        let point = try record.resumePoint()
        self.init(
            flavour: point.source.isMariaDB ? .mariaDB : .mysql,
            file: point.file,
            gtid: point.executed
        )
        uuid = point.source.uuid
        serverID = record.source.serverID
    }

    /// The same as a record; nil where family or file is not known.
    public var record: PositionRecord? {
        guard let flavour, let file else { return nil }
        return PositionRecord(
            source: PositionRecord.Source(
                flavour: flavour.rawValue,
                uuid: uuid?.description,
                serverID: serverID
            ),
            file: file.file,
            position: file.offset,
            gtid: gtid?.description
        )
    }

    /// The server whose log it is, for people.
    public var server: String {
        var text = host.map { $0 + (port.map { ":\($0)" } ?? "") } ?? "the source"
        if let serverID { text += " (server_id \(serverID))" }
        return text
    }
}
