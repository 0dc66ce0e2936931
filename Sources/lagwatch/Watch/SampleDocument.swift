// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReplicationLag

/// A sample as programs read it; `docs/LAGWATCH.md` documents the fields.
///
/// Lags are seconds; what a method has no answer for is left out.
struct SampleDocument: Encodable {
    var time: String
    var replica: String
    var channel: String?
    var source: String?
    var state: String
    var reason: String?
    var lag: Double?
    var lagMethod: String?
    var lagIsLowerBound: Bool?
    var methods: Methods
    var backlog: Amount?
    var unreceivedBytes: UInt64?
    var rates: Rates?
    var forecast: Forecast
    var origin: Origin?
    var applyDelay: Double?
    var receiveDelay: Double?
    var clockSkew: Skew?
    var workers: [Worker]?
    var sourcePosition: String?
    var receivedPosition: String?
    var executedPosition: String?
    var isDirect: Bool

    /// Each method's answer.
    struct Methods: Encodable {
        var commitTime: Double?
        var sampledLeast: Double?
        var sampledMost: Double?
        var heartbeat: Double?
        var eventTime: Double?
        var reported: Double?
    }

    struct Amount: Encodable {
        var provedBy: String
        var transactions: UInt64?
        var bytes: UInt64?
        var files: Int?
        var errant: String?

        init(_ backlog: Backlog) {
            provedBy = backlog.proof.rawValue
            transactions = backlog.transactions
            bytes = backlog.bytes
            files = backlog.files
            errant = backlog.errant
        }
    }

    struct Rates: Encodable {
        var writtenTransactions: Double?
        var appliedTransactions: Double?
        var writtenBytes: Double?
        var appliedBytes: Double?
    }

    struct Forecast: Encodable {
        /// `caught-up`, `seconds`, `never` or `unknown`.
        var kind: String
        var seconds: Double?
        var earliest: Double?
        var latest: Double?
    }

    struct Origin: Encodable {
        var name: String
        var lag: Double?
        var lagMethod: String?
        var lagIsLowerBound: Bool?
        var backlog: Amount?
    }

    struct Skew: Encodable {
        var seconds: Double
        var error: Double
    }

    struct Worker: Encodable {
        var id: Int
        var isBusy: Bool
        var applying: String?
        var last: String?
        var activity: String?
        var failure: String?
    }

    init(_ sample: LagSample) {
        time = SampleDocument.timestamp(sample.time)
        replica = sample.replica
        channel = sample.channel
        source = sample.source
        state = sample.state.name
        reason = sample.state.reason
        lag = sample.lag.map { SampleDocument.seconds($0.microseconds) }
        lagMethod = sample.lag?.method.rawValue
        lagIsLowerBound = sample.lag?.isLowerBound == true ? true : nil
        methods = Methods(
            commitTime: sample.commitLag.map(SampleDocument.seconds),
            sampledLeast: sample.sampledLag.map { SampleDocument.seconds($0.least) },
            sampledMost: sample.sampledLag?.most.map(SampleDocument.seconds),
            heartbeat: sample.heartbeatLag.map(SampleDocument.seconds),
            eventTime: sample.eventSeconds.map { Double($0) },
            reported: sample.reportedSeconds.map { Double($0) }
        )
        backlog = sample.backlog.map { Amount($0) }
        unreceivedBytes = sample.unreceivedBytes
        if sample.rates != LagRates() {
            rates = Rates(
                writtenTransactions: sample.rates.writtenTransactions,
                appliedTransactions: sample.rates.appliedTransactions,
                writtenBytes: sample.rates.writtenBytes,
                appliedBytes: sample.rates.appliedBytes
            )
        }
        forecast = SampleDocument.forecast(sample.forecast)
        origin = sample.origin.map { origin in
            Origin(
                name: origin.name,
                lag: origin.lag.map { SampleDocument.seconds($0.microseconds) },
                lagMethod: origin.lag?.method.rawValue,
                lagIsLowerBound: origin.lag?.isLowerBound == true ? true : nil,
                backlog: origin.backlog.map { Amount($0) }
            )
        }
        applyDelay = sample.applyDelay.map(SampleDocument.seconds)
        receiveDelay = sample.receiveDelay.map(SampleDocument.seconds)
        clockSkew = sample.clockSkew.map {
            Skew(seconds: SampleDocument.seconds($0.microseconds), error: SampleDocument.seconds($0.error))
        }
        if !sample.workers.isEmpty {
            workers = sample.workers.map {
                Worker(
                    id: $0.id,
                    isBusy: $0.isBusy,
                    applying: $0.applying?.gtid,
                    last: $0.last?.gtid,
                    activity: $0.activity,
                    failure: $0.failure
                )
            }
        }
        sourcePosition = sample.sourceReading?.end?.description
        receivedPosition = sample.replicaReading?.status.received?.description
        executedPosition = sample.replicaReading?.status.executed?.description
        isDirect = sample.isDirect
    }

    private static func seconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1e6 }

    private static func forecast(_ forecast: CatchUpForecast) -> Forecast {
        switch forecast {
        case .caughtUp: Forecast(kind: "caught-up")
        case .never: Forecast(kind: "never")
        case .unknown: Forecast(kind: "unknown")
        case .seconds(let seconds, let earliest, let latest):
            Forecast(kind: "seconds", seconds: seconds, earliest: earliest, latest: latest)
        }
    }

    /// `2026-11-21T19:57:31.644371Z`.
    static func timestamp(_ microseconds: Int64) -> String {
        let seconds = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        let text = seconds.formatted(.iso8601)
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return text.hasSuffix("Z") ? "\(text.dropLast()).\(fraction)Z" : text
    }
}
