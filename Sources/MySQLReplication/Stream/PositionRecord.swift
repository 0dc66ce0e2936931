// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// A place in a server's log that can be carried from one program to another: whose log, where, and what is known of it.
///
/// It is what a resume file holds and what a capture writes. As JSON:
///
/// ```json
/// {
///   "file" : "binlog.000042",
///   "gtid" : "5f112b00-e597-11f1-9575-02fc00000001:1-6109",
///   "position" : 2460,
///   "source" : { "flavour" : "mysql", "serverID" : 1, "uuid" : "5f112b00-e597-11f1-9575-02fc00000001" },
///   "version" : 1
/// }
/// ```
///
/// `time` and `mark` may stand there too; who does not know them may leave them out.
public struct PositionRecord: Sendable, Hashable, Codable {
    /// The server whose log it is.
    public struct Source: Sendable, Hashable, Codable {
        /// `mysql` or `mariadb`.
        public var flavour: String
        /// MySQL's `server_uuid`; nil for servers that have none.
        public var uuid: String?
        /// The `server_id`; nil where it is not known.
        public var serverID: UInt32?

        /// Takes what is known.
        public init(flavour: String, uuid: String?, serverID: UInt32?) {
            self.flavour = flavour
            self.uuid = uuid
            self.serverID = serverID
        }
    }

    /// Whose log it is.
    public var source: Source
    /// The log's name.
    public var file: String
    /// The byte in it at which the next transaction begins.
    public var position: UInt64
    /// MySQL's set or MariaDB's position of all that came before; nil where the log has no GTIDs.
    public var gtid: String?
    /// When the place was noted, as RFC 3339 writes it in UTC.
    public var time: String?
    /// The last event before the place, by which its log is known again; nil where it is not known, or not needed.
    public var mark: EventMark?

    /// Takes source and position.
    public init(
        source: Source,
        file: String,
        position: UInt64,
        gtid: String?,
        time: String? = nil,
        mark: EventMark? = nil
    ) {
        self.source = source
        self.file = file
        self.position = position
        self.gtid = gtid
        self.time = time
        self.mark = mark
    }
}

/// Why a record is none that a program can go on from.
public struct PositionRecordError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it.
    public var description: String

    /// Says what is wrong.
    public init(_ description: String) {
        self.description = description
    }
}

extension PositionRecord {
    /// Takes a stream's position.
    public init(_ point: ResumePoint) {
        self.init(
            source: Source(
                flavour: (point.source.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
                uuid: point.source.uuid?.description,
                serverID: point.source.serverID
            ),
            file: point.file.file,
            position: point.file.offset,
            gtid: point.executed?.description,
            mark: point.mark
        )
    }

    /// The position as a stream takes it.
    ///
    /// - Returns: The place, whose server and GTIDs are those of the record.
    /// - Throws: ``PositionRecordError`` where a part of it is none.
    public func resumePoint() throws(PositionRecordError) -> ResumePoint {
        guard let flavour = ServerFlavour(rawValue: source.flavour) else {
            throw PositionRecordError("neither mysql's nor mariadb's")
        }
        let uuid = source.uuid.flatMap { SourceID($0) }
        guard (source.uuid == nil) == (uuid == nil) else { throw PositionRecordError("no uuid is there") }
        guard !file.isEmpty else { throw PositionRecordError("names no log") }
        return ResumePoint(
            source: SourceIdentity(isMariaDB: flavour == .mariaDB, uuid: uuid, serverID: source.serverID ?? 0),
            file: BinlogFilePosition(file: file, offset: position),
            executed: try executed(flavour),
            mark: mark
        )
    }

    private func executed(_ flavour: ServerFlavour) throws(PositionRecordError) -> ExecutedGTIDs? {
        guard let gtid else { return nil }
        do throws(GTIDSyntaxError) {
            return flavour == .mariaDB ? .mariaDB(try MariaDBGTIDPosition(gtid)) : .mysql(try GTIDSet(gtid))
        } catch {
            throw PositionRecordError("its GTIDs cannot be read")
        }
    }
}
