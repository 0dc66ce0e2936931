// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Measurements for people and for programs.
public struct Report: Sendable {
    /// What was measured.
    public private(set) var costs: [StageCost]

    /// Holds what was measured, in this order.
    public init(_ costs: [StageCost] = []) {
        self.costs = costs
    }

    /// A line for each: medians, and the range of the rate by CPU time.
    public var table: String {
        var rows = [
            [
                "workload stage", "MB/s cpu", "(min", "max)", "MB/s wall", "ns/event", "ns/row", "ns/value",
                "allocs/event", "allocs/row", "peak MB",
            ]
        ]
        for one in costs {
            let cpu = one.cpu
            let median = StageCost.median(cpu)
            rows.append([
                "\(one.workload) \(one.stage)",
                number(one.rate(median)),
                number(one.rate(cpu.last ?? .infinity)),
                number(one.rate(cpu.first ?? .infinity)),
                number(one.rate(StageCost.median(one.wall))),
                each(median, one.size.events),
                each(median, one.size.rows),
                each(median, one.size.values),
                one.allocations.map { number(Double($0) / Double(max(1, one.size.events)), digits: 4) } ?? "",
                one.allocations.map { number(Double($0) / Double(max(1, one.size.rows)), digits: 4) } ?? "",
                one.peakBytes.map { number(Double($0) / 1e6, digits: 1) } ?? "",
            ])
        }
        return Report.aligned(rows)
    }

    /// Rows of cells as lines, the first column to the left and the others to the right.
    public static func aligned(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// The same as JSON: an object for each.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(costs.map(Line.init)), as: UTF8.self)
    }

    private func each(_ seconds: Double, _ count: Int) -> String {
        count == 0 ? "" : number(seconds * 1e9 / Double(count), digits: 1)
    }

    private func number(_ value: Double, digits: Int = 0) -> String {
        String(format: "%.\(digits)f", value)
    }
}

/// A measurement as its JSON says it.
private struct Line: Encodable {
    let workload: String
    let stage: String
    let size: WorkloadSize
    let samples: [Sample]
    let allocations: Int?
    let medianCPU: Double
    let megabytesPerCPUSecond: Double
    let megabytesPerSecond: Double

    init(_ one: StageCost) {
        workload = one.workload
        stage = one.stage
        size = one.size
        samples = one.samples
        allocations = one.allocations
        medianCPU = StageCost.median(one.cpu)
        megabytesPerCPUSecond = one.rate(medianCPU)
        megabytesPerSecond = one.rate(StageCost.median(one.wall))
    }
}
