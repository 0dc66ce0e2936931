// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes
import ReplicationLag

/// Samples as a view that is drawn over and over: for each replica its state, lag, backlog, rates, forecast and the last lags.
final class LiveScreen: SampleSink {
    private var output = OutputStream()
    private let style: TerminalStyle
    private let bars: Sparkline.Bars
    private let width: Int
    private var curves: [String: Sparkline] = [:]
    private var time = LocalTime()
    /// Lines of the view as it stands.
    private var drawn = 0
    /// Replicas from which on each has one line only.
    private static let mostWithCurves = 9

    /// Draws for a terminal of the environment; `COLUMNS` tells another width than 80.
    init(_ color: TerminalStyle.Choice, environment: [String: String]) {
        style = TerminalStyle(color, isTerminal: output.isTerminal)
        bars = Sparkline.Bars(environment: environment)
        width = min(max(environment["COLUMNS"].flatMap { Int($0) } ?? 80, 40), 200)
    }

    func take(_ round: LagRound) throws {
        var lines = [heading(round)]
        let names = round.samples.map(\.name.count) + round.sources.map(\.name.count)
        let column = min(max(names.max() ?? 0, 4), 20) + 1
        for source in round.sources { lines.append(heading(source, column)) }
        for sample in round.samples {
            var curve = curves[sample.name] ?? Sparkline(bars, capacity: width - 24)
            curve.add(sample.lag?.microseconds)
            curves[sample.name] = curve
            lines.append(summary(of: sample, column))
            guard round.samples.count <= LiveScreen.mostWithCurves else { continue }
            lines.append(details(of: sample))
            lines.append(LiveScreen.line(of: curve))
            if let errant = sample.backlog?.errant {
                lines += LiveScreen.paragraph(
                    "has transactions that its source does not have: \(errant)",
                    width,
                    .alarming
                )
            }
            if let reason = sample.state.reason {
                lines += LiveScreen.paragraph(reason, width, sample.state.role)
            }
        }
        draw(lines)
        try output.flush()
    }

    func end() throws {
        try output.flush()
    }

    private func heading(_ round: LagRound) -> StyledLine {
        var line = StyledLine()
        var now = TextWriter()
        time.write(UInt32(clamping: round.time / 1_000_000), to: &now)
        line.append("lagwatch", .name)
        line.append(String(decoding: now.bytes, as: UTF8.self), .faint)
        return line
    }

    /// Where a source's log ends, and for how long nothing was written there.
    private func heading(_ source: LagRound.Source, _ column: Int) -> StyledLine {
        var line = StyledLine()
        line.append(String(source.name.prefix(column - 1)), .name)
        line.append("source", .faint, at: column)
        if source.failure != nil {
            line.append("not reached", .alarming, at: column + 10)
            return line
        }
        line.append(source.reading?.end.map { "\($0)" } ?? "writes no log", at: column + 10)
        if source.quiet > 1_000_000 {
            line.append("nothing written for \(LagText.duration(microseconds: source.quiet))", .faint)
        }
        return line
    }

    private func summary(of sample: LagSample, _ column: Int) -> StyledLine {
        var line = StyledLine()
        line.append(String(sample.name.prefix(column - 1)), .name)
        line.append(sample.state.name, sample.state.role, at: column)
        line.append("lag " + (sample.lag.map { LagText.duration($0) } ?? "?"), at: column + 10)
        if let method = sample.lag?.method, method != .caughtUp {
            line.append("by \(method.rawValue)", .faint, at: column + 22)
        }
        if let forecast = LagText.forecast(sample.forecast) { line.append(forecast, at: column + 38) }
        return line
    }

    private func details(of sample: LagSample) -> StyledLine {
        var line = StyledLine()
        line.append("  ")
        if let backlog = sample.backlog { line.append(backlog.isNothing ? "nothing left" : LagText.amount(backlog)) }
        if let unreceived = LagText.unreceived(sample) { line.append(unreceived, .changed) }
        if let rates = LagText.rates(sample.rates) { line.append("applied/written " + rates, .faint, at: 30) }
        if !sample.workers.isEmpty {
            line.append("\(sample.workers.count(where: \.isBusy))/\(sample.workers.count) workers", .faint)
        }
        if let origin = sample.origin, let lag = origin.lag { line.append("\(origin.name) \(LagText.duration(lag))") }
        return line
    }

    private static func line(of curve: Sparkline) -> StyledLine {
        var line = StyledLine()
        line.append("  " + curve.text, .statement)
        line.append("max " + LagText.duration(microseconds: curve.top), .faint)
        return line
    }

    /// A sentence over several lines.
    private static func paragraph(_ text: String, _ width: Int, _ role: TerminalStyle.Role?) -> [StyledLine] {
        var lines: [StyledLine] = []
        var current = ""
        func end() {
            var line = StyledLine()
            line.append("  " + current, role)
            lines.append(line)
            current = ""
        }
        for word in text.split(separator: " ") {
            if !current.isEmpty, current.count + 3 + word.count > width { end() }
            current += (current.isEmpty ? "" : " ") + word
        }
        if !current.isEmpty { end() }
        return Array(lines.prefix(4))
    }

    /// Goes back to where the view began, and writes it over.
    private func draw(_ lines: [StyledLine]) {
        if drawn > 0 { output.text.append(text: "\u{1b}[\(drawn)A\r") }
        for line in lines {
            line.write(to: &output.text, style, limit: width)
            output.text.append("\u{1b}[K\n")
        }
        output.text.append("\u{1b}[J")
        drawn = lines.count
    }
}
