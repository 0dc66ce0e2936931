// SPDX-License-Identifier: Apache-2.0

/// A figure of Prometheus: its name, kind and meaning, and how it is read from what it tells of.
struct MetricFamily<Subject>: Sendable {
    /// Further labels and a value.
    typealias Value = (labels: [(String, String)], value: Double)

    /// The name, with its unit.
    let name: String
    /// `gauge` or `counter`.
    let kind: String
    /// What it is, in one line.
    let help: String
    /// The values; none where it is not known.
    let values: @Sendable (Subject) -> [Value]

    /// A figure of one value.
    init(
        _ name: String,
        kind: String = "gauge",
        _ help: String,
        _ value: @escaping @Sendable (Subject) -> Double?
    ) {
        self.name = name
        self.kind = kind
        self.help = help
        values = { subject in value(subject).map { [([], $0)] } ?? [] }
    }

    /// A figure of several values, which a label tells apart.
    init(
        _ name: String,
        by label: String,
        _ help: String,
        _ values: @escaping @Sendable (Subject) -> [(String, Double)]
    ) {
        self.name = name
        kind = "gauge"
        self.help = help
        self.values = { subject in values(subject).map { ([(label, $0.0)], $0.1) } }
    }
}
