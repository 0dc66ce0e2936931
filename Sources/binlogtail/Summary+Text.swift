// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

extension Summary {
    /// Appends the counts as tables for people.
    func write(skipped: Int, to text: inout TextWriter) {
        var time = LocalTime()
        text.append("\n")
        TerminalTable(
            ["event", "count", "bytes"],
            events.sorted { ($1.counts.count, $0.type.description) < ($0.counts.count, $1.type.description) }.map {
                [$0.type.description, "\($0.counts.count)", "\($0.counts.bytes)"]
            }
        ).write(to: &text)
        if !tables.isEmpty {
            text.append("\n")
            TerminalTable(
                ["table", "inserts", "updates", "deletes", "bytes"],
                tables.map {
                    [
                        $0.name, "\($0.counts.inserted)", "\($0.counts.updated)", "\($0.counts.deleted)",
                        "\($0.counts.bytes)",
                    ]
                }
            ).write(to: &text)
        }
        text.append("\n")
        line("events", "\(eventCount) in \(byteCount) bytes", &text)
        line("transactions", "\(transactionCount)", &text)
        if let largest { line("largest", "\(largest.bytes) bytes, \(largest.rows) rows, \(place(of: largest))", &text) }
        if let longest { line("longest", "\(longest.seconds) s, \(place(of: longest))", &text) }
        if let firstTime, let lastTime {
            var range = TextWriter()
            time.write(firstTime, to: &range)
            range.append(" to ")
            time.write(lastTime, to: &range)
            line("time", range.string, &text)
        }
        if skipped > 0 { line("skipped", "\(skipped) events of unknown types", &text) }
    }

    private func place(of transaction: TransactionRanking.Transaction) -> String {
        let place = "\(transaction.file) at \(transaction.position)"
        return transaction.gtid.map { "\(place), \($0)" } ?? place
    }

    private func line(_ name: String, _ value: String, _ text: inout TextWriter) {
        text.append(text: name + ":" + String(repeating: " ", count: max(1, 14 - name.count)) + value + "\n")
    }

    /// Appends the counts as one JSON object on a line.
    func writeJSON(skipped: Int, to text: inout TextWriter) {
        text.append("{\"event\":\"SUMMARY\",\"events\":{")
        for (index, entry) in events.enumerated() {
            if index > 0 { text.append(",") }
            JSONText.string(entry.type.description, to: &text)
            text.append(text: ":{\"count\":\(entry.counts.count),\"bytes\":\(entry.counts.bytes)}")
        }
        text.append("},\"tables\":{")
        for (index, entry) in tables.enumerated() {
            if index > 0 { text.append(",") }
            StatsText.json(entry.counts, of: entry.name, to: &text)
        }
        text.append(
            text: "},\"event_count\":\(eventCount),\"bytes\":\(byteCount),\"transactions\":\(transactionCount),"
                + "\"skipped\":\(skipped)"
        )
        transaction("largest_transaction", largest, &text)
        transaction("longest_transaction", longest, &text)
        if let firstTime, let lastTime {
            text.append(",\"first_time\":\"")
            UTCTime.write(firstTime, to: &text)
            text.append("\",\"last_time\":\"")
            UTCTime.write(lastTime, to: &text)
            text.append("\"")
        }
        text.append("}\n")
    }

    private func transaction(_ name: String, _ transaction: TransactionRanking.Transaction?, _ text: inout TextWriter) {
        guard let transaction else { return }
        text.append(text: ",\"\(name)\":")
        StatsText.json(transaction, to: &text)
    }
}
