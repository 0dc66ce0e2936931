// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit

/// A time as people type it: `5s`, `500ms`, `2m`, `1h`; a number alone is seconds, with or without a fraction.
struct DurationArgument: ExpressibleByArgument, Sendable, Hashable {
    /// The time.
    let duration: Duration

    /// Takes a time.
    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let text = DurationText(argument) else { return nil }
        duration = text.value
    }

    var defaultValueDescription: String { "\(duration)" }
}

extension Duration {
    /// Seconds, for documents.
    var asSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1e6
    }
}
