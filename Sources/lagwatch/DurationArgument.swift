// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A time as people type it: `5s`, `500ms`, `2m`, `1h`; a number alone is seconds, with or without a fraction.
struct DurationArgument: ExpressibleByArgument, Sendable, Hashable {
    /// The time.
    let duration: Duration

    /// Takes a time.
    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)]
        let unit = units.first { argument.hasSuffix($0.0) }
        let number = argument.dropLast(unit?.0.count ?? 0)
        guard let first = number.utf8.first, (0x30...0x39).contains(first), let value = Double(number) else {
            return nil
        }
        let seconds = value * (unit?.1 ?? 1)
        guard seconds.isFinite, seconds <= 366 * 86_400 else { return nil }
        duration = .milliseconds(Int64((seconds * 1_000).rounded()))
    }

    var defaultValueDescription: String { "\(duration)" }
}

extension Duration {
    /// Seconds, for documents.
    var asSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1e6
    }
}
