// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import ReplicationLag

/// A source and a replica as they tell of themselves, to be changed and looked at again.
struct GateScene {
    /// The source's UUID.
    static let sourceUUID = "5f112b00-e597-11f1-9575-02fc00000001"
    /// The replica's UUID.
    static let replicaUUID = "5f112b00-e597-11f1-9575-02fc00000002"

    var flavour: ServerFlavour
    /// The source's GTIDs; nil for a source without.
    var committed: String?
    var end = BinlogFilePosition(file: "binlog.000002", offset: 1_000)
    var readOnly = SourceReading.ReadOnlyMode.off
    var sourceIdentity: SourceIdentity
    /// What the source shows behind the replica, where that differs.
    var committedAfter: String?
    var endAfter: BinlogFilePosition?
    var identityAfter: SourceIdentity?

    /// What the replica has executed: gtid_executed, or gtid_slave_pos.
    var executed: String?
    /// The status row.
    var status: [String: String]
    var channelCount = 1
    var worker: String?
    var replicaLog: String?
    var sourceLog: String?
    var hasMarkerRow: Bool?
    /// Milliseconds since the first look.
    var clock = 0

    private static let start = ContinuousClock.now

    /// A replica that follows by MySQL's GTIDs and has everything.
    static func gtid() -> GateScene {
        var scene = GateScene(flavour: .mysql)
        scene.committed = "\(sourceUUID):1-10"
        scene.executed = scene.committed
        scene.status["Auto_Position"] = "1"
        return scene
    }

    /// A replica that follows a MySQL without GTIDs by positions, and has everything.
    static func position() -> GateScene { GateScene(flavour: .mysql) }

    /// A replica that follows by MariaDB's GTIDs and has everything.
    static func mariaDB() -> GateScene {
        var scene = GateScene(flavour: .mariaDB)
        scene.committed = "0-1-10"
        scene.executed = scene.committed
        scene.status["Using_Gtid"] = "Slave_Pos"
        scene.sourceLog = "0-1-10"
        scene.replicaLog = "0-1-10"
        return scene
    }

    private init(flavour: ServerFlavour) {
        self.flavour = flavour
        sourceIdentity = SourceIdentity(
            isMariaDB: flavour == .mariaDB,
            uuid: flavour == .mariaDB ? nil : SourceID(GateScene.sourceUUID),
            serverID: 1
        )
        status = [
            "Relay_Master_Log_File": end.file, "Exec_Master_Log_Pos": "\(end.offset)", "Slave_IO_Running": "Yes",
            "Slave_SQL_Running": "Yes", "Master_Server_Id": "1",
            "Slave_SQL_Running_State": "Replica has read all relay log; waiting for more updates",
        ]
        if flavour == .mysql {
            status["Master_UUID"] = GateScene.sourceUUID
            status["Auto_Position"] = "0"
        } else {
            status["Using_Gtid"] = "No"
        }
    }

    private func gtids(_ text: String?) throws(GTIDSyntaxError) -> ExecutedGTIDs? {
        guard let text else { return nil }
        return flavour == .mariaDB ? .mariaDB(try MariaDBGTIDPosition(text)) : .mysql(try GTIDSet(text))
    }

    /// The source as it is.
    func source() throws -> SourceReading {
        SourceReading(
            identity: sourceIdentity,
            end: end,
            committed: try gtids(committed),
            readOnly: readOnly,
            time: Int64(clock) * 1_000
        )
    }

    /// A look at both, so many milliseconds behind the last.
    mutating func look(after milliseconds: Int = 100) throws -> GateLook {
        clock += milliseconds
        let before = try source()
        var after = before
        if let committedAfter { after.committed = try gtids(committedAfter) }
        if let endAfter { after.end = endAfter }
        if let identityAfter { after.identity = identityAfter }
        var fields = status.map { StatusRow.Field($0.key, $0.value) }
        // In spite of its name it counts what was written on the replica too.
        if flavour == .mariaDB { fields.append(StatusRow.Field("Gtid_Slave_Pos", "0-2-9999")) }
        var replica = ReplicaReading(
            identity: SourceIdentity(
                isMariaDB: flavour == .mariaDB,
                uuid: flavour == .mariaDB ? nil : SourceID(GateScene.replicaUUID),
                serverID: 2
            ),
            status: ReplicaStatus(StatusRow(fields)),
            executed: try gtids(executed),
            channelCount: channelCount,
            ownEnd: BinlogFilePosition(file: "own.000001", offset: 77),
            time: Int64(clock) * 1_000
        )
        if let worker {
            var one = ApplierWorker(id: 1)
            one.failure = worker
            replica.workers = [one]
        }
        var look = GateLook(
            before: before,
            replica: replica,
            after: after,
            began: GateScene.start + .milliseconds(clock - 2),
            time: GateScene.start + .milliseconds(clock)
        )
        look.replicaLog = try replicaLog.map { text throws(GTIDSyntaxError) in try MariaDBGTIDState(text) }
        look.sourceLog = try sourceLog.map { text throws(GTIDSyntaxError) in try MariaDBGTIDState(text) }
        look.hasMarkerRow = hasMarkerRow
        return look
    }
}

extension Gate.Verdict {
    /// The proof of an open gate.
    var proof: GateProof? {
        guard case .open(let proof) = self else { return nil }
        return proof
    }

    /// Why it waits.
    var waiting: String? {
        guard case .waiting(let reason) = self else { return nil }
        return reason
    }

    /// Why replication is stopped.
    var stopped: String? {
        guard case .stopped(let reason) = self else { return nil }
        return reason
    }

    /// What does not belong together.
    var mismatch: String? {
        guard case .mismatch(let reason) = self else { return nil }
        return reason
    }
}
