// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// How statistics are written.
enum StatsOutput: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case bars
}

/// The options of statistics.
struct StatsOptions: ParsableArguments, Sendable {
    /// What `--stats` alone means.
    private static let defaultInterval = "1m"

    @Option(
        help: ArgumentHelp(
            "Count rows and bytes of each table and interval instead of showing changes: 30s, 5m, 1h, or 0 for all in one; "
                + "without a value 1m.",
            valueName: "interval"
        )
    )
    var stats: String?

    @Option(
        help: ArgumentHelp(
            "Write statistics as a table, as JSON, or as bars of rows (default: table; json with --format json).",
            valueName: "form"
        )
    )
    var statsOutput: StatsOutput?

    @Option(help: ArgumentHelp("Name so many of the largest and longest transactions.", valueName: "number"))
    var top = 5

    /// Seconds of an interval; nil where nothing is to be counted.
    var interval: UInt32? {
        stats.flatMap { DurationText($0) }.map { UInt32(clamping: $0.value.components.seconds) }
    }

    /// How statistics are written that were asked for with a format.
    func form(_ format: FormatName) -> StatsOutput { statsOutput ?? (format == .json ? .json : .table) }

    func validate() throws {
        if let stats {
            guard let duration = DurationText(stats)?.value, duration == .zero || duration >= .seconds(1) else {
                throw ValidationError("--stats takes a second or more, such as 30s, 5m or 1h, or 0, not '\(stats)'")
            }
        }
        guard top >= 0 else { throw ValidationError("--top takes a number from 0 on, not \(top)") }
        guard stats != nil || statsOutput == nil else {
            throw ValidationError("--stats-output says how --stats is written: give that too")
        }
    }

    /// Brings `--stats` without a value to `--stats=1m`: what follows it is a file where it is no duration.
    static func normalized(_ words: [String]) -> [String] {
        let end = words.firstIndex(of: "--") ?? words.endIndex
        return words.enumerated().map { index, word in
            guard word == "--stats", index < end else { return word }
            let next = index + 1 < end ? words[index + 1] : ""
            return DurationText(next) == nil ? "--stats=\(defaultInterval)" : word
        }
    }
}
