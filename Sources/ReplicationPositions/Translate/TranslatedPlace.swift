// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A place of a log in each of the ways in which places are told, with what stands around it.
public struct TranslatedPlace: Sendable, Hashable {
    /// Whose log it is.
    public var server: SourceIdentity
    /// The place by file; nil where there is none that is right.
    public var file: BinlogFilePosition?
    /// The place by GTIDs; nil where the log does not tell them.
    public var executed: ExecutedGTIDs?
    /// The place by time, in seconds since 1970 UTC: that of the transaction behind it, where all before it are older; else nil.
    public var time: UInt32?
    /// What stands around it; nil where nothing was found.
    public var place: PlaceInLog?
    /// What was found out, in the order in which it was.
    public var checks: [VerifiedCheck] = []

    /// Whether nothing speaks against it.
    public var isGood: Bool { file != nil && !checks.contains { $0.outcome == .bad } }

    /// Begins with the server.
    init(_ server: SourceIdentity) {
        self.server = server
    }

    mutating func add(
        _ outcome: VerifiedCheck.Outcome,
        _ message: String,
        advice: String? = nil
    ) {
        checks.append(VerifiedCheck(.translation, outcome, message, advice: advice))
    }

    /// The place as a record that `verify`, `emit` and a stream take; nil where there is none that is right.
    public var record: PositionRecord? {
        guard isGood, let file else { return nil }
        return PositionRecord(
            source: PositionRecord.Source(
                flavour: (server.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
                uuid: server.uuid?.description,
                serverID: server.serverID
            ),
            file: file.file,
            position: file.offset,
            gtid: executed?.description,
            mark: place?.mark
        )
    }
}
