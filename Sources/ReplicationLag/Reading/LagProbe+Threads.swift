// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

extension LagProbe {
    /// MySQL 8.0 and above: the commit times that the threads note, by channel.
    ///
    /// The tables are there also where `performance_schema` is off; only the times at which threads began and ended are not
    /// noted then.
    mutating func notedThreads() async throws(ReplicationError) -> [String: ReplicaThreads] {
        var threads: [String: ReplicaThreads] = [:]
        let purpose = "asking for the commit times of replicated transactions"
        guard let workers = try await askOnce(.commitTimestamps, [LagProbe.workersStatement], purpose) else {
            return [:]
        }
        for row in workers.rows.indices {
            var worker = ApplierWorker(id: workers.value(row, 1).flatMap { Int($0) } ?? 0)
            worker.last = LagProbe.times(workers, row, 5)
            worker.applying = LagProbe.times(workers, row, 10)
            worker.isBusy = worker.applying != nil
            worker.retries = workers.value(row, 15).flatMap { UInt64($0) } ?? 0
            if let number = workers.value(row, 3), number != "0" {
                worker.failure = "error \(number): \(workers.value(row, 4) ?? "")"
            }
            threads[workers.value(row, 0) ?? "", default: ReplicaThreads()].workers.append(worker)
        }
        if let receivers = try await askOnce(.receiver, [LagProbe.receiversStatement], purpose) {
            for row in receivers.rows.indices {
                var reading = ReceiverReading()
                reading.queued = LagProbe.times(receivers, row, 2)
                reading.queueing = LagProbe.times(receivers, row, 7)
                reading.lastHeartbeat = receivers.microseconds(row, 1)
                threads[receivers.value(row, 0) ?? "", default: ReplicaThreads()].receiver = reading
            }
        }
        if let coordinators = try await askOnce(.coordinator, [LagProbe.coordinatorsStatement], purpose) {
            for row in coordinators.rows.indices {
                let channel = coordinators.value(row, 0) ?? ""
                var reading = threads[channel]?.receiver ?? ReceiverReading()
                reading.scheduled = LagProbe.times(coordinators, row, 1)
                reading.scheduling = LagProbe.times(coordinators, row, 6)
                threads[channel, default: ReplicaThreads()].receiver = reading
            }
        }
        return threads
    }

    /// MariaDB: the threads of the process list.
    ///
    /// Workers are shared by all connections, so they are told of the only one.
    mutating func listedThreads(_ statuses: [ReplicaStatus]) async throws(ReplicationError) -> [String: ReplicaThreads]
    {
        guard statuses.count == 1, let status = statuses.first else { return [:] }
        let sql =
            "SELECT COMMAND, STATE FROM information_schema.PROCESSLIST WHERE COMMAND = 'Slave_worker' ORDER BY ID"
        guard let answer = try await askOnce(.processList, [sql], "asking for the replica's threads") else {
            return [:]
        }
        let workers = answer.rows.indices.map { row in
            var worker = ApplierWorker(id: row + 1)
            worker.activity = answer.value(row, 1)
            worker.isBusy = worker.activity.map { !$0.hasPrefix("Waiting for work") } ?? false
            return worker
        }
        return [status.channel ?? "": ReplicaThreads(workers: workers)]
    }

    private static func columns(_ prefix: String, _ begin: String, _ end: String?) -> String {
        let times = ["ORIGINAL_COMMIT", "IMMEDIATE_COMMIT", begin] + (end.map { [$0] } ?? [])
        return ([prefix] + times.map { "UNIX_TIMESTAMP(\(prefix)_\($0)_TIMESTAMP)" } + (end == nil ? ["NULL"] : []))
            .joined(separator: ", ")
    }

    private static let workersStatement =
        "SELECT CHANNEL_NAME, WORKER_ID, SERVICE_STATE, LAST_ERROR_NUMBER, LAST_ERROR_MESSAGE, "
        + columns("LAST_APPLIED_TRANSACTION", "START_APPLY", "END_APPLY") + ", "
        + columns("APPLYING_TRANSACTION", "START_APPLY", nil) + ", APPLYING_TRANSACTION_RETRIES_COUNT "
        + "FROM performance_schema.replication_applier_status_by_worker ORDER BY WORKER_ID"

    private static let receiversStatement =
        "SELECT CHANNEL_NAME, UNIX_TIMESTAMP(LAST_HEARTBEAT_TIMESTAMP), "
        + columns("LAST_QUEUED_TRANSACTION", "START_QUEUE", "END_QUEUE") + ", "
        + columns("QUEUEING_TRANSACTION", "START_QUEUE", nil)
        + " FROM performance_schema.replication_connection_status"

    private static let coordinatorsStatement =
        "SELECT CHANNEL_NAME, " + columns("LAST_PROCESSED_TRANSACTION", "START_BUFFER", "END_BUFFER") + ", "
        + columns("PROCESSING_TRANSACTION", "START_BUFFER", nil)
        + " FROM performance_schema.replication_applier_status_by_coordinator"

    /// Five columns from `first` on: GTID, both commits, begin, end; nil where there is no transaction.
    private static func times(_ answer: StatementAnswer, _ row: Int, _ first: Int) -> TransactionTimes? {
        guard let gtid = answer.value(row, first), !gtid.isEmpty else { return nil }
        var times = TransactionTimes(gtid: gtid)
        times.originalCommit = answer.microseconds(row, first + 1)
        times.immediateCommit = answer.microseconds(row, first + 2)
        times.begin = answer.microseconds(row, first + 3)
        times.end = answer.microseconds(row, first + 4)
        return times
    }
}
