// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag

/// The UUID of the source.
let sourceUUID = "4f68a417-e505-11f1-9b56-02fc00000001"

/// A source of MySQL; `gtids` counts its transactions, nil where it logs none, and times are seconds.
func source(
    gtids: Int? = nil,
    _ end: String = "binlog.000001:1000",
    at time: Double = 100,
    logs: [(String, UInt64)] = []
) throws -> SourceReading {
    SourceReading(
        identity: SourceIdentity(isMariaDB: false, uuid: SourceID(sourceUUID), serverID: 1),
        end: BinlogFilePosition(end),
        committed: try gtids.map { .mysql(try GTIDSet("\(sourceUUID):1-\($0)")) },
        logs: BinaryLogIndex(files: logs.map { BinaryLogIndex.File(name: $0.0, size: $0.1) }),
        clock: ClockOffset(microseconds: 0, error: 0),
        asked: Int64(time * 1e6) - 1_000,
        time: Int64(time * 1e6)
    )
}

/// Its replica; `fields` are further columns of the status.
func replica(
    gtids: Int? = nil,
    _ executed: String = "binlog.000001:1000",
    at time: Double = 100.01,
    _ fields: [String: String] = [:]
) throws -> ReplicaReading {
    let place = BinlogFilePosition(executed)
    var columns = [
        "Replica_IO_Running": "Yes", "Replica_SQL_Running": "Yes", "Source_UUID": sourceUUID, "Source_Server_Id": "1",
        "Relay_Source_Log_File": place?.file ?? "", "Exec_Source_Log_Pos": "\(place?.offset ?? 0)",
    ]
    columns.merge(fields) { $1 }
    return ReplicaReading(
        identity: SourceIdentity(
            isMariaDB: false,
            uuid: SourceID("5f68a417-e505-11f1-9b56-02fc00000001"),
            serverID: 2
        ),
        status: ReplicaStatus(StatusRow(columns.map { StatusRow.Field($0.key, $0.value) })),
        executed: try gtids.map { .mysql(try GTIDSet($0 == 0 ? "" : "\(sourceUUID):1-\($0)")) },
        clock: ClockOffset(microseconds: 0, error: 0),
        asked: Int64(time * 1e6) - 1_000,
        time: Int64(time * 1e6)
    )
}

/// A source of MariaDB.
func mariaDBSource(_ gtids: String, server: UInt32 = 1, at time: Double = 100) throws -> SourceReading {
    SourceReading(
        identity: SourceIdentity(isMariaDB: true, uuid: nil, serverID: server),
        end: BinlogFilePosition(file: "binlog.000001", offset: 1_000),
        committed: .mariaDB(try MariaDBGTIDPosition(gtids)),
        time: Int64(time * 1e6)
    )
}

/// Its replica; `written` are the last transactions of its own log.
func mariaDBReplica(_ gtids: String, written: String = "", at time: Double = 100.01) throws -> ReplicaReading {
    let columns = [
        "Slave_IO_Running": "Yes", "Slave_SQL_Running": "Yes", "Master_Server_Id": "1", "Using_Gtid": "Slave_Pos",
    ]
    return ReplicaReading(
        identity: SourceIdentity(isMariaDB: true, uuid: nil, serverID: 2),
        status: ReplicaStatus(StatusRow(columns.map { StatusRow.Field($0.key, $0.value) })),
        executed: .mariaDB(try MariaDBGTIDPosition(gtids)),
        written: .mariaDB(try MariaDBGTIDPosition(written)),
        time: Int64(time * 1e6)
    )
}
