// SPDX-License-Identifier: Apache-2.0

package import ReplicationLag

/// The last samples of every replica, so many and no more.
package struct SampleHistory: Sendable {
    /// A moment of a replica, as curves need it.
    package struct Point: Sendable, Hashable {
        /// Its number among all samples, from 1.
        package var number: UInt64
        /// When it was taken, in microseconds since 1970 UTC.
        package var time: Int64
        /// Microseconds; nil where it was not known.
        package var lag: Int64?
        /// Bytes left to apply; nil where they were not known.
        package var bytes: UInt64?
        /// Transactions left to apply; nil where they were not known.
        package var transactions: UInt64?
        /// The state's number, in the order of ``SampleHistory/stateNames``.
        package var state: Int
    }

    /// One channel of one replica.
    package struct Track: Sendable {
        /// The newest sample.
        package var latest: LagSample
        /// When it entered its state, in microseconds since 1970 UTC, as far as was seen.
        package var since: Int64
        /// How many samples there were.
        package var count: UInt64
        /// The last points, the oldest first.
        package var points: [Point]
    }

    /// The names of the states, in the order of their numbers.
    package static let stateNames = ["CAUGHT UP", "IDLE", "BEHIND", "STOPPED", "DELAYED", "UNKNOWN"]

    /// Points that each track keeps.
    package let capacity: Int
    /// Every channel of every replica, in the order in which they were first seen.
    package private(set) var tracks: [Track] = []
    /// The number of the newest sample; 0 before the first.
    package private(set) var newest: UInt64 = 0
    /// The sources as they were last.
    package private(set) var sources: [LagRound.Source] = []
    private var places: [ReplicaChannel: Int] = [:]

    /// Begins empty.
    package init(capacity: Int = 3600) {
        self.capacity = max(1, capacity)
    }

    /// Takes all samples of a round.
    package mutating func take(_ round: LagRound) {
        sources = round.sources
        for sample in round.samples { take(sample) }
    }

    /// Takes a sample.
    package mutating func take(_ sample: LagSample) {
        newest += 1
        let point = Point(
            number: newest,
            time: sample.time,
            lag: sample.lag?.microseconds,
            bytes: sample.backlog?.bytes,
            transactions: sample.backlog?.transactions,
            state: SampleHistory.stateNames.firstIndex(of: sample.state.name) ?? SampleHistory.stateNames.count - 1
        )
        let key = ReplicaChannel(sample)
        guard let place = places[key] else {
            places[key] = tracks.count
            tracks.append(Track(latest: sample, since: sample.time, count: 1, points: [point]))
            return
        }
        if tracks[place].latest.state.name != sample.state.name { tracks[place].since = sample.time }
        tracks[place].latest = sample
        tracks[place].count += 1
        tracks[place].points.append(point)
        // In larger pieces, so that it does not move all points each time.
        if tracks[place].points.count >= capacity + max(1, capacity / 4) {
            tracks[place].points.removeFirst(tracks[place].points.count - capacity)
        }
    }
}

/// Whose sample it is.
package struct ReplicaChannel: Sendable, Hashable {
    /// What the replica is called.
    package var replica: String
    /// The channel or connection; nil for the one without a name.
    package var channel: String?

    /// That of a sample.
    package init(_ sample: LagSample) {
        replica = sample.replica
        channel = sample.channel
    }
}
