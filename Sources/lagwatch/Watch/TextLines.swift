// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes
import ReplicationLag

/// Samples as lines of text: for pipes, files and terminals that scroll.
final class TextLines: SampleSink {
    private var output = OutputStream()
    private let style: TerminalStyle
    private var time = LocalTime()
    private var width = 0

    /// Colours by choice.
    init(_ color: TerminalStyle.Choice) {
        style = TerminalStyle(color, isTerminal: output.isTerminal)
    }

    func take(_ round: LagRound) throws {
        width = max(width, round.samples.map(\.name.count).max() ?? 0)
        for sample in round.samples { write(sample) }
        try output.flush()
    }

    func end() throws {
        try output.flush()
    }

    private func write(_ sample: LagSample) {
        time.write(UInt32(clamping: sample.time / 1_000_000), to: &output.text)
        output.text.append("  ")
        let name = LagText.shown(sample.name)
        output.text.append(text: name + String(repeating: " ", count: max(0, width - name.count)) + "  ")
        if let role = sample.state.role { style.begin(role, in: &output.text) }
        output.text.append(text: LagText.padded(sample.state.name, 9))
        style.end(in: &output.text)
        output.text.append(text: "  " + LagText.line(of: sample))
        output.text.append("\n")
    }
}

extension LagState {
    /// How the state is coloured.
    var role: TerminalStyle.Role? {
        switch self {
        case .caughtUp, .idle: .added
        case .behind, .delayed: .changed
        case .stopped, .unknown: .alarming
        }
    }
}
