// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// A row of a heartbeat table: when a server was alive, and where its log was then.
public struct HeartbeatRow: Sendable, Hashable {
    /// The server that wrote it; nil in tables of the old layout, which have one row.
    public var serverID: UInt32?
    /// When it was written, in microseconds since 1970 UTC by the writer's clock.
    public var time: Int64
    /// Where the server wrote its log then; nil where the table has no such columns, or they were not filled.
    public var place: BinlogFilePosition?
    /// Where it stood in its own source's log then, likewise.
    public var executed: BinlogFilePosition?

    /// Takes the parts.
    public init(
        serverID: UInt32?,
        time: Int64,
        place: BinlogFilePosition? = nil,
        executed: BinlogFilePosition? = nil
    ) {
        self.serverID = serverID
        self.time = time
        self.place = place
        self.executed = executed
    }

    /// Reads a row, whatever of the columns it has; nil where it has no time that can be read.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - local: Gives the seconds since 1970 UTC of a local time; nil where times are in UTC.
    ///
    /// Source: Percona Toolkit, pt-heartbeat, "MAGIC_create_heartbeat" and its legacy version.
    public init?(_ row: StatusRow, local: ((String) -> Int64?)? = nil) {
        guard let time = row["ts"].flatMap({ HeartbeatTime.microseconds(of: $0, local: local) }) else { return nil }
        self.time = time
        serverID = row["server_id"].flatMap { UInt32($0) }
        place = HeartbeatRow.position(row["file"], row["position"])
        executed = HeartbeatRow.position(row["relay_source_log_file"], row["exec_source_log_pos"])
    }

    private static func position(_ file: String?, _ offset: String?) -> BinlogFilePosition? {
        guard let file, let offset = offset.flatMap({ UInt64($0) }) else { return nil }
        return BinlogFilePosition(file: file, offset: offset)
    }
}
