// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReplicationLag

/// What the page draws: the newest sample of every replica and the points of its curves.
struct SamplesDocument: Encodable {
    /// Milliseconds since 1970 UTC.
    var now: Int64
    /// When this run began, in milliseconds since 1970 UTC; another value is another run.
    var started: Int64
    /// Milliseconds between two samples.
    var interval: Int64
    /// Points that are kept of each channel of each replica.
    var capacity: Int
    /// The number of the newest sample.
    var newest: UInt64
    var sources: [Source]
    var replicas: [Replica]

    /// A source.
    struct Source: Encodable {
        var name: String
        var failure: String?
        /// For how long it has written nothing.
        var quietSeconds: Double
        var readOnly: String?
        var position: String?

        /// Takes a source as it was last.
        init(_ source: LagRound.Source) {
            name = source.name
            failure = source.failure
            quietSeconds = Double(source.quiet) / 1e6
            readOnly = source.reading?.readOnly.rawValue
            position = source.reading?.end?.description
        }
    }

    /// A channel of a replica.
    struct Replica: Encodable {
        /// The newest sample, as `--format json` writes it.
        var latest: SampleDocument
        /// When that was taken, in milliseconds since 1970 UTC.
        var time: Int64
        /// When it entered its state, as far as was seen, in milliseconds since 1970 UTC.
        var since: Int64
        var points: [Point]
    }

    /// `[milliseconds since 1970, milliseconds of lag, bytes, transactions, state]`; null where a figure is not known.
    struct Point: Encodable {
        var point: SampleHistory.Point

        func encode(to encoder: any Encoder) throws {
            var values = encoder.unkeyedContainer()
            try values.encode(point.time / 1000)
            // Thousandths of a millisecond say nothing in a curve.
            try values.encode(point.lag.map { $0 / 1000 })
            try values.encode(point.bytes)
            try values.encode(point.transactions)
            try values.encode(point.state)
        }
    }

    /// Takes what was kept.
    ///
    /// - Parameters:
    ///   - history: What was kept.
    ///   - number: Points with this number and smaller ones are left out.
    ///   - now: Microseconds since 1970 UTC.
    ///   - started: When this run began, in microseconds since 1970 UTC.
    ///   - interval: Milliseconds between two samples.
    init(_ history: SampleHistory, after number: UInt64, now: Int64, started: Int64, interval: Int64) {
        self.now = now / 1000
        self.started = started / 1000
        self.interval = interval
        capacity = history.capacity
        newest = history.newest
        sources = history.sources.map { Source($0) }
        replicas = history.tracks.map { track in
            let first = track.points.firstIndex { $0.number > number } ?? track.points.endIndex
            return Replica(
                latest: SampleDocument(track.latest),
                time: track.latest.time / 1000,
                since: track.since / 1000,
                points: track.points[first...].map { Point(point: $0) }
            )
        }
    }

    /// The document as text.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self))
    }
}
