// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Writes samples in the text format of Prometheus, version 0.0.4.
///
/// What is not known is left out, since any number would be a claim. Source: Prometheus, "Exposition formats", "Text-based
/// format".
package enum MetricsText {
    /// The type that the format is sent as.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The names of all figures, in the order in which they are written.
    package static var names: [String] { families.map(\.name) + sourceFamilies.map(\.name) }

    /// All samples, each figure's together.
    package static func bytes(of history: SampleHistory) -> [UInt8] {
        var text = ""
        for family in families {
            write(family, to: &text) { family in
                history.tracks.flatMap { track in
                    let own = [("replica", track.latest.replica), ("channel", track.latest.channel ?? "")]
                    return family.values(track).map { (own + $0.labels, $0.value) }
                }
            }
        }
        for family in sourceFamilies {
            write(family, to: &text) { family in
                history.sources.flatMap { source in
                    family.values(source).map { ([("source", source.name)] + $0.labels, $0.value) }
                }
            }
        }
        return Array(text.utf8)
    }

    private static func write<Subject>(
        _ family: MetricFamily<Subject>,
        to text: inout String,
        _ values: (MetricFamily<Subject>) -> [(labels: [(String, String)], value: Double)]
    ) {
        let values = values(family)
        guard !values.isEmpty else { return }
        text += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind)\n"
        for (labels, value) in values {
            let written = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
            text += "\(family.name){\(written)} \(number(value))\n"
        }
    }

    /// A label's value with backslashes, quotes and line feeds escaped; nothing else may be.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A value as the format writes it.
    package static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }
}
