// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
import MySQLTypes

extension LagProbe {
    /// What the server tells of each of its sources; none where it has no source.
    ///
    /// - Throws: `ReplicationError` where it does not answer, or the account may not ask for the replica's status.
    public mutating func replicas() async throws(ReplicationError) -> [ReplicaReading] {
        let asked = WallClock.now
        let mode = try await measureClock()
        let statuses = try await statuses()
        guard !statuses.isEmpty else { return [] }
        let executed = try await executed(statuses)
        let written = try await written()
        let threads = isMariaDB ? try await listedThreads(statuses) : try await notedThreads()
        let end = try await askOnce(
            .ownLog,
            profile.dialect.binaryLogStatus,
            "asking for the end of the binary log"
        ).flatMap { BinaryLogStatus($0) }
        let time = WallClock.now
        return statuses.map { status in
            let threads = threads[status.channel ?? ""] ?? ReplicaThreads()
            return ReplicaReading(
                identity: profile.identity,
                status: status,
                executed: executed,
                written: written,
                workers: threads.workers,
                receiver: threads.receiver,
                readOnly: mode.readOnly,
                channelCount: statuses.count,
                ownEnd: end?.position,
                clock: clocks.best,
                asked: asked,
                time: time
            )
        }
    }

    /// The rows of SHOW REPLICA STATUS.
    private func statuses() async throws(ReplicationError) -> [ReplicaStatus] {
        let answer = try await ask(profile.dialect.replicaStatus, "asking for the replica's status")
        return answer.rows.map { row in
            ReplicaStatus(StatusRow(zip(answer.columns, row).map { StatusRow.Field($0, $1) }))
        }
    }

    /// All that the server has executed from its sources; read with the status or behind it.
    private func executed(
        _ statuses: [ReplicaStatus]
    ) async throws(ReplicationError) -> ExecutedGTIDs? {
        if isMariaDB {
            // Not gtid_current_pos: what the replica wrote itself would count as the source's there.
            return try gtids(
                try await ask("SELECT @@GLOBAL.gtid_slave_pos", "asking for the GTID position").value(0, 0)
            )
        }
        guard profile.gtidMode != nil else { return nil }
        if let text = statuses.first?.row["executed_gtid_set"] { return try gtids(text) }
        return try await executedSet()
    }

    /// MariaDB: the last transactions of its own log, of each domain.
    private func written() async throws(ReplicationError) -> ExecutedGTIDs? {
        guard isMariaDB else { return nil }
        return try gtids(
            try await ask("SELECT @@GLOBAL.gtid_binlog_pos", "asking for the GTID position").value(0, 0)
        )
    }
}

/// The threads of one channel.
struct ReplicaThreads: Sendable {
    var workers: [ApplierWorker] = []
    var receiver: ReceiverReading?
}
