// SPDX-License-Identifier: Apache-2.0

/// A duration as people type it: `30s`, `500ms`, `1.5m`, `2h`, `1d`; a number alone is seconds.
public struct DurationText: Sendable, Hashable {
    /// The duration; never negative.
    public let value: Duration

    /// Reads a duration; nil where it is none, or more than 10,000 days.
    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        guard let number = Double(digits), number.isFinite else { return nil }
        let unit: Double
        switch text.dropFirst(digits.count) {
        case "ms": unit = 0.001
        case "", "s", "sec": unit = 1
        case "m", "min": unit = 60
        case "h": unit = 3_600
        case "d": unit = 86_400
        default: return nil
        }
        guard number * unit <= 864_000_000 else { return nil }
        value = .microseconds(Int64((number * unit * 1e6).rounded()))
    }
}
