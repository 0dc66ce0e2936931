// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes

/// Rows by interval as bars: where there are many intervals, longer ones.
struct RowBars {
    /// Bars that fit on a screen or two.
    private static let limit = 100
    /// Characters of the longest bar.
    private static let width = 50

    /// Seconds of an interval; 0 for one that holds all.
    private var interval: UInt64
    /// Rows by the beginning of their interval.
    private var bars: [UInt64: Int] = [:]

    /// Bars of intervals of so many seconds.
    init(interval: UInt32) {
        self.interval = UInt64(interval)
    }

    /// Adds rows of an interval.
    mutating func add(_ start: UInt32, rows: Int) {
        bars[beginning(of: UInt64(start)), default: 0] += rows
        while bars.count > RowBars.limit {
            // Intervals twice as long, so that neighbours become one.
            interval *= 2
            bars = Dictionary(bars.map { (beginning(of: $0.key), $0.value) }, uniquingKeysWith: +)
        }
    }

    private func beginning(of moment: UInt64) -> UInt64 { interval == 0 ? moment : moment - moment % interval }

    /// Appends a line for each bar.
    func write(to text: inout TextWriter) {
        var time = LocalTime()
        let most = bars.values.max() ?? 0
        text.append(text: interval == 0 ? "rows of all\n" : "rows in each \(interval) s\n")
        for (start, rows) in bars.sorted(by: { $0.key < $1.key }) {
            time.write(UInt32(clamping: start), to: &text)
            let number = "\(rows)"
            text.append(text: String(repeating: " ", count: max(1, 12 - number.count)) + number + "  ")
            let share = most == 0 ? 0 : Double(rows) / Double(most)
            let length = rows == 0 ? 0 : max(1, Int((share * Double(RowBars.width)).rounded()))
            text.append(text: String(repeating: "█", count: length))
            text.append("\n")
        }
    }
}
