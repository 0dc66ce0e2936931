// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// How samples are written.
enum SampleFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    case screen
    case lines
    case json
    case csv
}

/// The options that say which servers are watched, how often, and how it is shown.
struct WatchOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "The source, as mysql://USER@HOST:PORT or h=HOST,u=USER, with NAME= before it if you like; may be repeated. In a "
                + "chain it is the first server. Left out, it is the server that each replica names, as the same account.",
            valueName: "server"
        )
    )
    var source: [String] = []

    @Option(
        help: ArgumentHelp(
            "A replica, likewise; may be repeated. A replica that others read from is their source.",
            valueName: "server"
        )
    )
    var replica: [String] = []

    @Option(help: ArgumentHelp("Seconds between samples.", valueName: "seconds"))
    var interval: Double = 1

    @Option(help: ArgumentHelp("End after so many samples.", valueName: "number"))
    var count: Int?

    @Option(
        help:
            "text: screen on a terminal, else lines; screen: a live view; json: an object per replica and sample; csv."
    )
    var format: SampleFormat = .text

    @Option(help: "Colours: auto, always or never.")
    var color: TerminalStyle.Choice = .auto

    func validate() throws {
        guard interval >= 0.05, interval <= 86_400 else {
            throw ValidationError("--interval takes seconds from 0.05 to 86400")
        }
        guard count.map({ $0 > 0 }) ?? true else { throw ValidationError("--count takes a number above 0") }
    }
}
