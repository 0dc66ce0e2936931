// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Measurements for people, for programs, and against what is allowed.
public struct Report: Sendable {
    /// What was measured.
    public private(set) var measurements: [Measurement] = []

    /// Begins empty.
    public init() {}

    /// Takes one more.
    public mutating func add(_ measurement: Measurement) {
        measurements.append(measurement)
    }

    /// A line for each.
    public var table: String {
        var lines = [line("", "MB/s median", "best", "ns/row", "allocations/event")]
        for one in measurements {
            lines.append(
                line(
                    one.name,
                    number(one.megabytesPerSecond(one.median), digits: 0),
                    number(one.megabytesPerSecond(one.best), digits: 0),
                    one.rowCount == 0 ? "" : number(one.best * 1e9 / Double(one.rowCount), digits: 1),
                    one.allocationsPerEvent.map { number($0, digits: 3) } ?? ""
                )
            )
        }
        return lines.joined(separator: "\n")
    }

    /// The same as JSON: an object for each.
    public func json() throws -> String {
        let objects = measurements.map { one -> [String: Any] in
            var object: [String: Any] = [
                "name": one.name, "bytes": one.byteCount, "rows": one.rowCount, "medianSeconds": one.median,
                "bestSeconds": one.best, "p99Seconds": one.p99,
                "megabytesPerSecond": one.megabytesPerSecond(one.median).rounded(),
            ]
            if let count = one.allocationsPerEvent { object["allocationsPerEvent"] = count }
            return object
        }
        let data = try JSONSerialization.data(withJSONObject: objects, options: [.prettyPrinted, .sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }

    /// What takes memory more often than the file at `path` allows, or is not in it; times are never compared.
    ///
    /// The file is an object of names and allocations for each event.
    public func excess(over path: String) throws -> [String] {
        let data = try Data(contentsOf: URL(filePath: path))
        let limits = try JSONDecoder().decode([String: Double].self, from: data)
        return measurements.compactMap { one in
            guard let count = one.allocationsPerEvent else { return nil }
            guard let limit = limits[one.name] else { return "\(one.name): no threshold" }
            return count <= limit ? nil : "\(one.name): \(count) allocations for each event, \(limit) allowed"
        }
    }

    private func line(_ name: String, _ columns: String...) -> String {
        columns.reduce(name.padding(toLength: 28, withPad: " ", startingAt: 0)) { text, column in
            text + String(repeating: " ", count: max(1, 20 - column.count)) + column
        }
    }

    private func number(_ value: Double, digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
