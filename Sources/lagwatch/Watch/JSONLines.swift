// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLTypes
import ReplicationLag

/// Samples as JSON: one object on one line for each replica and channel.
final class JSONLines: SampleSink {
    private var output = OutputStream()
    private let encoder: JSONEncoder

    /// Writes to standard output.
    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func take(_ round: LagRound) throws {
        for sample in round.samples {
            output.text.append(text: String(decoding: try encoder.encode(SampleDocument(sample)), as: UTF8.self))
            output.text.append("\n")
        }
        try output.flush()
    }

    func end() throws {
        try output.flush()
    }
}
