// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import Foundation

/// What a stage is to reach on a workload: megabytes of binlog for each second of CPU time, and a multiple of another's.
struct Goal {
    private let workload: String
    private let stage: String
    private let rate: Double?
    private let multiple: Double?
    private let other: String

    private init(_ workload: String, _ stage: String, _ rate: Double?, times multiple: Double?, _ other: String) {
        self.workload = workload
        self.stage = stage
        self.rate = rate
        self.multiple = multiple
        self.other = other
    }

    private static let all =
        [
            Goal("a", "decode", 3_000, times: 35, "mysqlbinlog-v"),
            Goal("b", "decode", 2_000, times: nil, "mysqlbinlog-v"),
            Goal("b", "json", 800, times: 10, "mysqlbinlog-v"),
            Goal("c", "decode", 2_000, times: 33, "mysqlbinlog-v"),
            Goal("d", "json", 900, times: 6, "mysqlbinlog-v"),
            Goal("e", "decode", 300, times: 10, "mysqlbinlog-v"),
            Goal("a", "walk", 2_300, times: nil, "mysqlbinlog"),
            Goal("b", "walk", 7_000, times: nil, "mysqlbinlog"),
            Goal("c", "walk", 7_000, times: nil, "mysqlbinlog"),
            Goal("d", "walk", 7_000, times: nil, "mysqlbinlog"),
            Goal("c", "binlogtail-json", 400, times: nil, "mysqlbinlog-v"),
        ]
        + ["a", "b", "c", "d", "e", "m"].map { Goal($0, "binlogtail-summary", nil, times: 0.8, "decode") }

    /// A line for each goal of which all that it takes was measured.
    static func table(_ report: Report) -> String {
        var rates: [String: Double] = [:]
        for one in report.costs { rates["\(one.workload) \(one.stage)"] = one.rate(StageCost.median(one.cpu)) }
        var rows = [["goal", "MB/s cpu", "at least", "times", "at least", "as fast as", "of", "reached"]]
        for goal in all {
            guard let reached = rates["\(goal.workload) \(goal.stage)"] else { continue }
            let other = rates["\(goal.workload) \(goal.other)"]
            let times = other.map { reached / $0 }
            if goal.multiple != nil, times == nil { continue }
            let isReached =
                goal.rate.map { reached >= $0 } ?? true
                && goal.multiple.map { (times ?? 0) >= $0 } ?? true
            rows.append([
                "\(goal.workload) \(goal.stage)", number(reached), goal.rate.map { number($0) } ?? "",
                times.map { number($0, digits: 2) } ?? "", goal.multiple.map { number($0, digits: 1) } ?? "",
                other == nil ? "" : goal.other, other.map { number($0) } ?? "", isReached ? "yes" : "no",
            ])
        }
        return Report.aligned(rows)
    }

    private static func number(_ value: Double, digits: Int = 0) -> String {
        String(format: "%.\(digits)f", value)
    }
}
