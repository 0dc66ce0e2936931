// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Samples as tests want them.
enum LagSamples {
    /// Noon of a day, in microseconds since 1970 UTC.
    static let noon: Int64 = 1_767_268_800_000_000

    /// A sample; its lag is that of a transaction at work.
    static func sample(
        _ replica: String,
        channel: String? = nil,
        second: Int64 = 0,
        _ state: LagState,
        lag: Double? = nil,
        bytes: UInt64? = nil,
        transactions: UInt64? = nil
    ) -> LagSample {
        var sample = LagSample(replica: replica, channel: channel, time: noon + second * 1_000_000, state: state)
        sample.commitLag = lag.map { Int64(($0 * 1e6).rounded()) }
        if bytes != nil || transactions != nil {
            sample.backlog = Backlog(
                proof: .gtid,
                transactions: transactions,
                bytes: bytes,
                files: 1,
                isNothing: (bytes ?? 0) == 0 && (transactions ?? 0) == 0
            )
        }
        return sample
    }

    /// A sample of the replica that most tests have.
    static func sample(
        channel: String? = nil,
        second: Int64 = 0,
        _ state: LagState,
        lag: Double? = nil,
        bytes: UInt64? = nil,
        transactions: UInt64? = nil
    ) -> LagSample {
        sample("db2", channel: channel, second: second, state, lag: lag, bytes: bytes, transactions: transactions)
    }

    /// A round of samples, with a source that writes.
    static func round(_ number: Int, _ samples: [LagSample]) -> LagRound {
        LagRound(
            number: number,
            time: samples.map(\.time).max() ?? noon,
            sources: [LagRound.Source(name: "db1", reading: nil, failure: nil, quiet: 0)],
            samples: samples
        )
    }

    /// A replica that falls behind, is stopped, catches up and idles: a sample each second.
    static func story(seconds: Int64) -> [LagRound] {
        (0..<seconds).map { second in
            let part = Double(second) / Double(seconds)
            let sample: LagSample =
                switch part {
                case ..<0.2: self.sample(second: second, .caughtUp, bytes: 0, transactions: 0)
                case ..<0.5:
                    self.sample(
                        second: second,
                        .behind,
                        lag: (part - 0.2) * 60,
                        bytes: UInt64(part * 1e7),
                        transactions: UInt64(part * 1e4)
                    )
                case ..<0.6:
                    self.sample(
                        second: second,
                        .stopped("the applier stopped with error 1062: Duplicate entry '<b>7</b>' for key 't.PRIMARY'"),
                        bytes: 5_000_000,
                        transactions: 5_000
                    )
                default:
                    self.sample(
                        second: second,
                        .behind,
                        lag: (1 - part) * 50,
                        bytes: UInt64((1 - part) * 1e7),
                        transactions: UInt64((1 - part) * 1e4)
                    )
                }
            return round(Int(second + 1), [sample])
        }
    }
}
