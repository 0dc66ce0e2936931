// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
package import ReplicationLag

/// Samples as lines of CSV (RFC 4180, with line feeds); what is not known is an empty field.
package enum CSVFormat {
    /// The names of the columns.
    package static let columns = [
        "time", "replica", "channel", "source", "state", "reason", "lag_seconds", "lag_method", "lag_is_lower_bound",
        "commit_lag_seconds", "sampled_lag_least_seconds", "sampled_lag_most_seconds", "apply_delay_seconds",
        "receive_delay_seconds", "heartbeat_lag_seconds", "reported_lag_seconds", "backlog_transactions",
        "backlog_bytes", "backlog_files", "unreceived_bytes", "errant", "written_transactions_per_second",
        "applied_transactions_per_second", "written_bytes_per_second", "applied_bytes_per_second", "catch_up_seconds",
        "catch_up_earliest_seconds", "catch_up_latest_seconds", "clock_skew_seconds", "clock_skew_error_seconds",
    ]

    /// The line of names that stands first.
    package static var header: String { columns.joined(separator: ",") + "\n" }

    /// A sample's line.
    package static func line(_ sample: LagSample) -> String {
        let backlog = sample.backlog
        var catchUp: (Double?, Double?, Double?) = (nil, nil, nil)
        switch sample.forecast {
        case .caughtUp: catchUp = (0, 0, 0)
        case .seconds(let seconds, let earliest, let latest): catchUp = (seconds, earliest, latest ?? .infinity)
        case .never: catchUp = (.infinity, .infinity, .infinity)
        case .unknown: break
        }
        let fields: [String] = [
            SecondsText.plain(sample.time), quoted(sample.replica), quoted(sample.channel ?? ""),
            quoted(sample.source ?? ""), sample.state.name, quoted(sample.state.reason ?? ""),
            seconds(sample.lag?.microseconds), sample.lag?.method.rawValue ?? "",
            sample.lag.map { $0.isLowerBound ? "1" : "0" } ?? "", seconds(sample.commitLag),
            seconds(sample.sampledLag?.least), seconds(sample.sampledLag?.most), seconds(sample.applyDelay),
            seconds(sample.receiveDelay), seconds(sample.heartbeatLag), whole(sample.reportedSeconds),
            whole(backlog?.transactions), whole(backlog?.bytes), whole(backlog?.files), whole(sample.unreceivedBytes),
            quoted(backlog?.errant ?? ""),
            number(sample.rates.writtenTransactions), number(sample.rates.appliedTransactions),
            number(sample.rates.writtenBytes), number(sample.rates.appliedBytes), number(catchUp.0),
            number(catchUp.1), number(catchUp.2), seconds(sample.clockSkew?.microseconds),
            seconds(sample.clockSkew?.error),
        ]
        return fields.joined(separator: ",") + "\n"
    }

    /// A field, in quotes where it needs them.
    package static func quoted(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func seconds(_ microseconds: Int64?) -> String { microseconds.map { SecondsText.plain($0) } ?? "" }

    private static func whole(_ value: (some BinaryInteger)?) -> String { value.map { "\($0)" } ?? "" }

    /// `inf` is never.
    private static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        if value.isInfinite { return "inf" }
        return SecondsText.plain(Int64(exactly: (value * 1e6).rounded()) ?? .max)
    }
}
