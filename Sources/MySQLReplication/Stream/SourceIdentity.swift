// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// Which server a position belongs to.
///
/// MySQL has a UUID for itself; MariaDB only the number that its administrator gave it.
public struct SourceIdentity: Sendable, Hashable {
    /// Whether it is MariaDB; else MySQL.
    public var isMariaDB: Bool
    /// MySQL's `server_uuid`.
    public var uuid: SourceID?
    /// The server's `server_id`.
    public var serverID: UInt32

    /// Puts the parts together.
    public init(isMariaDB: Bool, uuid: SourceID?, serverID: UInt32) {
        self.isMariaDB = isMariaDB
        self.uuid = uuid
        self.serverID = serverID
    }

    /// Whether both are one server: by UUID where both have one, else by number.
    public static func == (left: SourceIdentity, right: SourceIdentity) -> Bool {
        guard left.isMariaDB == right.isMariaDB else { return false }
        if left.uuid != nil || right.uuid != nil { return left.uuid == right.uuid }
        return left.serverID == right.serverID
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isMariaDB)
        if let uuid { hasher.combine(uuid) } else { hasher.combine(serverID) }
    }
}

extension SourceIdentity: CustomStringConvertible {
    /// The family, and the UUID or the number.
    public var description: String {
        let family = isMariaDB ? "MariaDB" : "MySQL"
        return uuid.map { "\(family) with server_uuid \($0)" } ?? "\(family) with server_id \(serverID)"
    }
}

extension ServerProfile {
    /// Which server it is.
    public var identity: SourceIdentity {
        SourceIdentity(isMariaDB: dialect.isMariaDB, uuid: serverUUID, serverID: serverID)
    }

    /// Whether every transaction has a GTID of MySQL.
    var logsEveryGTID: Bool { gtidMode == "ON" }

    /// Whether COM_BINLOG_DUMP_GTID takes a file and an offset of 64 bits: MySQL, where every transaction has a GTID.
    ///
    /// Source: MySQL 9.7, `sql/rpl_binlog_sender.cc`, `Binlog_sender::init`; seen with `gtid_mode=ON_PERMISSIVE`.
    var takesWideOffsets: Bool { logsEveryGTID }
}
