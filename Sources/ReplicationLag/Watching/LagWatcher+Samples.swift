// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

extension LagWatcher {
    /// The samples of one replica: one for each channel, or one that says why there is none.
    mutating func judge(
        _ answer: Result<[ReplicaReading], ReplicationError>,
        at index: Int
    ) -> [LagSample] {
        let name = replicas[index].server.name
        switch answer {
        case .failure(let error):
            let known = channels[index]?.map(\.status.channel) ?? [nil]
            return known.map {
                LagSample(
                    replica: name,
                    channel: $0,
                    time: WallClock.now,
                    state: .unknown("the replica cannot be asked: \(error)")
                )
            }
        case .success(let readings):
            channels[index] = readings
            guard !readings.isEmpty else {
                return [
                    LagSample(
                        replica: name,
                        channel: nil,
                        time: WallClock.now,
                        state: .unknown("the server replicates from nowhere")
                    )
                ]
            }
            return readings.map { judge($0, named: name) }
        }
    }

    private mutating func judge(_ replica: ReplicaReading, named name: String) -> LagSample {
        let key = "\(name)/\(replica.status.channel ?? "")"
        switch link(of: replica) {
        case .none(let reason): return unjudged(replica, named: name, reason)
        case .direct(let source): return judge(replica, named: name, key, source, isDirect: true)
        case .distant(let source): return judge(replica, named: name, key, source, isDirect: false)
        }
    }

    private mutating func judge(
        _ replica: ReplicaReading,
        named name: String,
        _ key: String,
        _ index: Int,
        isDirect: Bool
    ) -> LagSample {
        let source = sources[index]
        guard let reading = source.reading, source.failure == nil else {
            let reason = "the source \(source.watch.name) cannot be asked: \(source.failure ?? "it was not asked yet")"
            var sample = unjudged(replica, named: name, reason)
            sample.source = source.watch.name
            if let reading = source.reading { sample.commitLag = replica.commitLag(reading, atOrigin: !isDirect) }
            return sample
        }
        var sample = judges[key, default: LagJudge()].sample(
            replica,
            named: name,
            behind: reading,
            source.history,
            isDirect: isDirect,
            idle: options.idleAfter.microseconds
        )
        sample.source = source.watch.name
        sample.origin = origin(of: replica, besides: index)
        return sample
    }

    /// What a replica tells by itself, where there is no source to compare it with.
    ///
    /// A thread that is stopped is told all the same.
    private func unjudged(_ replica: ReplicaReading, named name: String, _ reason: String) -> LagSample {
        var sample = LagSample(of: replica, named: name)
        let alone = LagState(of: replica, backlog: nil, sourceWrites: nil)
        sample.state = alone.isStopped && !replica.isOnlyDisconnected ? alone : .unknown(reason)
        return sample
    }

    /// The lag behind the first source, where the channel's own source is another one that has its transactions from there.
    private func origin(of replica: ReplicaReading, besides index: Int) -> OriginLag? {
        guard index > 0, let origin = sources.first, let reading = origin.reading, origin.failure == nil,
            reading.hasDescendant(replica)
        else { return nil }
        var lag = OriginLag(name: origin.watch.name)
        lag.backlog = Backlog(of: reading, in: replica, isDirect: false)
        lag.sampledLag = origin.history.lag(of: replica, isDirect: false)
        lag.commitLag = lag.backlog?.isNothing == true ? 0 : replica.commitLag(reading, atOrigin: true)
        return lag
    }
}

extension ReplicaReading {
    /// Whether nothing is wrong but that the receiver has no connection, which says nothing where the source is gone.
    var isOnlyDisconnected: Bool { status.receiver == .connecting && status.applier == .running }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        let (seconds, isTooMuch) = components.seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !isTooMuch else { return .max }
        return seconds.addingReportingOverflow(components.attoseconds / 1_000_000_000_000).partialValue
    }
}
