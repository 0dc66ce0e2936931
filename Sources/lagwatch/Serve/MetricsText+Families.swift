// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

extension MetricsText {
    /// What there is of each channel of each replica; docs/METRICS.md tells more of each.
    static let families: [MetricFamily<SampleHistory.Track>] = [
        MetricFamily(
            "lagwatch_replica_state",
            by: "state",
            "1 for the state that the channel is in, 0 for the others."
        ) { track in
            SampleHistory.stateNames.map { name in
                (name.lowercased().replacing(" ", with: "_"), name == track.latest.state.name ? 1 : 0)
            }
        },
        MetricFamily(
            "lagwatch_replica_state_since_timestamp_seconds",
            "When that state was entered, as far as was seen, in Unix time."
        ) { seconds($0.since) },
        MetricFamily(
            "lagwatch_lag_seconds",
            "The lag by the best method that knows it; absent where none does."
        ) { seconds($0.latest.lag?.microseconds) },
        MetricFamily(
            "lagwatch_lag_is_lower_bound",
            "1 where the lag may be far longer, since it began before lagwatch looked."
        ) { $0.latest.lag.map { $0.isLowerBound ? 1 : 0 } },
        MetricFamily(
            "lagwatch_commit_lag_seconds",
            "Age of the oldest transaction at work, by its commit at the source; 0 where all was applied."
        ) { seconds($0.latest.commitLag) },
        MetricFamily(
            "lagwatch_sampled_lag_seconds",
            by: "bound",
            "Between which lags the true one lies, by what the source was seen to commit."
        ) { track in
            guard let bounds = track.latest.sampledLag else { return [] }
            return [("least", Double(bounds.least) / 1e6), ("most", seconds(bounds.most) ?? .infinity)]
        },
        MetricFamily(
            "lagwatch_apply_delay_seconds",
            "Time of the last applied transaction from its commit at the origin to its end here."
        ) { seconds($0.latest.applyDelay) },
        MetricFamily(
            "lagwatch_receive_delay_seconds",
            "Time of the last received transaction from its commit at the source to the relay log."
        ) { seconds($0.latest.receiveDelay) },
        MetricFamily(
            "lagwatch_heartbeat_lag_seconds",
            "Age of the newest heartbeat row on the replica."
        ) { seconds($0.latest.heartbeatLag) },
        MetricFamily(
            "lagwatch_origin_lag_seconds",
            "The lag behind the first server of a chain."
        ) { seconds($0.latest.origin?.lag?.microseconds) },
        MetricFamily(
            "lagwatch_reported_lag_seconds",
            "What the server reports as Seconds_Behind_Source; absent where that is NULL."
        ) { $0.latest.reportedSeconds.map { Double($0) } },
        MetricFamily(
            "lagwatch_delay_seconds",
            "By how much the replica holds transactions back on purpose."
        ) { track in
            if case .delayed(let seconds) = track.latest.state { return Double(seconds) }
            return nil
        },
        MetricFamily(
            "lagwatch_backlog_transactions",
            "Transactions of the source that the replica has not applied, by GTIDs."
        ) { $0.latest.backlog?.transactions.map { Double($0) } },
        MetricFamily(
            "lagwatch_backlog_bytes",
            "Bytes of the source's log that the replica has not applied."
        ) { $0.latest.backlog?.bytes.map { Double($0) } },
        MetricFamily(
            "lagwatch_backlog_files",
            "Files of the source's log that those bytes lie in."
        ) { $0.latest.backlog?.files.map { Double($0) } },
        MetricFamily(
            "lagwatch_unreceived_bytes",
            "Bytes of the source's log that have not come to the replica yet."
        ) { $0.latest.unreceivedBytes.map { Double($0) } },
        MetricFamily(
            "lagwatch_errant_transactions",
            "1 where the replica has transactions that the source does not have, else 0."
        ) { $0.latest.backlog.map { $0.errant == nil ? 0 : 1 } },
        MetricFamily(
            "lagwatch_written_transactions_per_second",
            "Transactions that the source commits, of the last half minute."
        ) { $0.latest.rates.writtenTransactions },
        MetricFamily(
            "lagwatch_applied_transactions_per_second",
            "Transactions that the replica applies, of the last half minute."
        ) { $0.latest.rates.appliedTransactions },
        MetricFamily(
            "lagwatch_written_bytes_per_second",
            "Bytes of log that the source writes, of the last half minute."
        ) { $0.latest.rates.writtenBytes },
        MetricFamily(
            "lagwatch_applied_bytes_per_second",
            "Bytes of that log that the replica applies, of the last half minute."
        ) { $0.latest.rates.appliedBytes },
        MetricFamily(
            "lagwatch_catch_up_seconds",
            by: "bound",
            "When all will be applied at this rate: expected, and the bounds of 95 %; +Inf is never."
        ) { track in
            switch track.latest.forecast {
            case .caughtUp: [("expected", 0), ("earliest", 0), ("latest", 0)]
            case .seconds(let seconds, let earliest, let latest):
                [("expected", seconds), ("earliest", earliest), ("latest", latest ?? .infinity)]
            case .never: [("expected", .infinity), ("earliest", .infinity), ("latest", .infinity)]
            case .unknown: []
            }
        },
        MetricFamily(
            "lagwatch_clock_skew_seconds",
            "How far the replica's clock is ahead of the source's."
        ) { seconds($0.latest.clockSkew?.microseconds) },
        MetricFamily(
            "lagwatch_clock_skew_error_seconds",
            "By how much that may be wrong, either way."
        ) { seconds($0.latest.clockSkew?.error) },
        MetricFamily("lagwatch_workers", by: "activity", "Threads that apply transactions.") { track in
            let workers = track.latest.workers
            guard !workers.isEmpty else { return [] }
            let failed = workers.filter { $0.failure != nil }.count
            let busy = workers.filter { $0.failure == nil && $0.isBusy }.count
            return [
                ("applying", Double(busy)), ("failed", Double(failed)),
                ("waiting", Double(workers.count - busy - failed)),
            ]
        },
        MetricFamily(
            "lagwatch_sample_timestamp_seconds",
            "When the newest sample was taken, in Unix time."
        ) { seconds($0.latest.time) },
        MetricFamily(
            "lagwatch_samples_total",
            kind: "counter",
            "Samples taken since lagwatch started."
        ) { Double($0.count) },
    ]

    /// What there is of each source.
    static let sourceFamilies: [MetricFamily<LagRound.Source>] = [
        MetricFamily(
            "lagwatch_source_up",
            "1 where the source could be asked, else 0."
        ) { $0.failure == nil && $0.reading != nil ? 1 : 0 },
        MetricFamily(
            "lagwatch_source_quiet_seconds",
            "For how long the source has written nothing."
        ) { seconds($0.quiet) },
        MetricFamily(
            "lagwatch_source_read_only",
            "1 where the source refuses writes of ordinary accounts, else 0."
        ) { $0.reading.map { $0.readOnly == .off ? 0 : 1 } },
    ]

    private static func seconds(_ microseconds: Int64?) -> Double? { microseconds.map { Double($0) / 1e6 } }
}
