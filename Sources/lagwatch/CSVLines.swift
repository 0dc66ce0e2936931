// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationLag

/// Samples as CSV on standard output: a line of names, then a line for each replica and channel.
final class CSVLines: SampleSink {
    private var output = OutputStream()
    private var hasHeader = false

    init() {}

    func take(_ round: LagRound) throws {
        if !hasHeader {
            output.text.append(text: CSVFormat.header)
            hasHeader = true
        }
        for sample in round.samples { output.text.append(text: CSVFormat.line(sample)) }
        try output.flush()
    }

    func end() throws {
        try output.flush()
    }
}
