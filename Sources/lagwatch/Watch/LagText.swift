// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Lags, amounts and rates in few characters.
enum LagText {
    /// What there is to say of a sample behind its state.
    static func line(of sample: LagSample) -> String {
        var parts: [String] = []
        if let lag = sample.lag { parts.append("lag " + duration(lag)) }
        if let backlog = sample.backlog, !backlog.isNothing { parts.append(amount(backlog)) }
        if let unreceived = unreceived(sample) { parts.append(unreceived) }
        if let origin = sample.origin, let lag = origin.lag { parts.append("\(origin.name) " + duration(lag)) }
        if let rates = rates(sample.rates) { parts.append(rates) }
        if let forecast = forecast(sample.forecast) { parts.append(forecast) }
        if let errant = sample.backlog?.errant { parts.append("errant \(errant)") }
        if let reason = sample.state.reason { parts.append(reason) }
        return shown(parts.joined(separator: "  "))
    }

    /// A lag; `>` where it may be longer.
    static func duration(_ lag: LagMeasure) -> String {
        (lag.isLowerBound ? ">" : "") + duration(microseconds: lag.microseconds)
    }

    /// `0`, `340ms`, `12.3s`, `4m05s`, `3h12m`, `5d04h`.
    static func duration(microseconds: Int64) -> String {
        let milliseconds = microseconds / 1_000
        if milliseconds == 0 { return microseconds == 0 ? "0" : "<1ms" }
        if milliseconds < 1_000 { return "\(milliseconds)ms" }
        let tenths = milliseconds / 100
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10)s" }
        let seconds = milliseconds / 1_000
        if seconds < 3_600 { return "\(seconds / 60)m\(twoDigits(seconds % 60))s" }
        if seconds < 86_400 { return "\(seconds / 3_600)h\(twoDigits(seconds / 60 % 60))m" }
        return "\(seconds / 86_400)d\(twoDigits(seconds / 3_600 % 24))h"
    }

    /// Transactions and bytes that are left.
    static func amount(_ backlog: Backlog) -> String {
        var parts: [String] = []
        if let transactions = backlog.transactions { parts.append("\(count(Double(transactions))) trx") }
        if let bytes = backlog.bytes { parts.append(size(Double(bytes))) }
        if let files = backlog.files, files > 1 { parts.append("\(files) files") }
        return parts.joined(separator: " ")
    }

    /// What has not come yet, where that is more than what is always on its way.
    static func unreceived(_ sample: LagSample) -> String? {
        guard let bytes = sample.unreceivedBytes, bytes >= 65_536, sample.backlog?.isNothing == false else {
            return nil
        }
        return "(\(size(Double(bytes))) not received)"
    }

    /// `applied/written` per second.
    static func rates(_ rates: LagRates) -> String? {
        if let applied = rates.appliedTransactions, let written = rates.writtenTransactions {
            return "\(count(applied))/\(count(written)) trx/s"
        }
        if let applied = rates.appliedBytes, let written = rates.writtenBytes {
            return "\(size(applied))/\(size(written)) /s"
        }
        return nil
    }

    /// When it has caught up; nil where that says nothing.
    static func forecast(_ forecast: CatchUpForecast) -> String? {
        switch forecast {
        case .caughtUp, .unknown: return nil
        case .never: return "never at this rate"
        case .seconds(let seconds, let earliest, let latest):
            let end = latest.map { text(seconds: $0) } ?? "?"
            return "ETA \(text(seconds: seconds)) (\(text(seconds: earliest))..\(end))"
        }
    }

    /// A number in at most five characters: `999`, `12.3k`, `4.5M`.
    static func count(_ number: Double) -> String {
        scaled(number, 1_000, ["", "k", "M", "G", "T", "P", "E"])
    }

    /// Bytes: `999B`, `12.3KiB`.
    static func size(_ bytes: Double) -> String {
        scaled(bytes, 1_024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"])
    }

    /// Filled up with spaces.
    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Servers' texts on one line, without what would steer a terminal.
    static func shown(_ text: String) -> String {
        String(
            text.map {
                $0.isNewline ? " " : $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f } ? "?" : $0
            }
        )
    }

    private static func text(seconds: Double) -> String {
        guard seconds < 1e9 else { return "years" }
        return duration(microseconds: Int64((seconds * 1e6).rounded()))
    }

    private static func scaled(_ number: Double, _ base: Double, _ units: [String]) -> String {
        var value = number
        var unit = 0
        while value >= base, unit + 1 < units.count {
            value /= base
            unit += 1
        }
        if value >= 100 || value == value.rounded() { return "\(Int(value.rounded()))\(units[unit])" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)\(units[unit])"
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
