// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// Statistics as text: tables for people, a JSON object on a line for programs.
struct StatsText {
    private var time = LocalTime()
    private var isHeadWritten = false

    /// Appends a line for each table of an interval, and one for all.
    mutating func interval(_ counts: IntervalCounts, to text: inout TextWriter) {
        if !isHeadWritten {
            isHeadWritten = true
            text.append("from                    inserts     updates     deletes           bytes  table\n")
        }
        for (name, table) in counts.sorted { line(counts.start, table, name, to: &text) }
        let number = counts.transactions
        line(counts.start, counts.total, number == 1 ? "(1 transaction)" : "(\(number) transactions)", to: &text)
    }

    private mutating func line(_ start: UInt32, _ counts: TableCounts, _ name: String, to text: inout TextWriter) {
        time.write(start, to: &text)
        for number in [counts.inserted, counts.updated, counts.deleted] {
            StatsText.number("\(number)", width: 12, to: &text)
        }
        StatsText.number("\(counts.bytes)", width: 16, to: &text)
        text.append("  ")
        text.append(text: name)
        text.append("\n")
    }

    private static func number(_ digits: String, width: Int, to text: inout TextWriter) {
        text.append(text: String(repeating: " ", count: max(1, width - digits.utf8.count)) + digits)
    }

    /// Appends the largest and the longest transactions.
    func transactions(_ ranking: TransactionRanking, to text: inout TextWriter) {
        for (title, list) in [("largest", ranking.largest), ("longest", ranking.longest)] where !list.isEmpty {
            text.append("\n")
            TerminalTable(
                ["\(title) transactions", "bytes", "rows", "seconds", "gtid"],
                list.map {
                    [
                        "\($0.file):\($0.position)", "\($0.bytes)", "\($0.rows)", "\($0.seconds)",
                        $0.gtid.map { "\($0)" } ?? "",
                    ]
                }
            ).write(to: &text)
        }
    }

    /// Appends an interval.
    static func json(_ counts: IntervalCounts, seconds: UInt32, to text: inout TextWriter) {
        text.append("{\"event\":\"STATS\",\"from\":\"")
        UTCTime.write(counts.start, to: &text)
        let total = counts.total
        text.append(
            text: "\",\"seconds\":\(seconds),\"transactions\":\(counts.transactions),\"rows\":\(total.rows),"
                + "\"bytes\":\(total.bytes),\"tables\":{"
        )
        for (index, table) in counts.sorted.enumerated() {
            if index > 0 { text.append(",") }
            json(table.counts, of: table.name, to: &text)
        }
        text.append("}}\n")
    }

    /// Appends a table's name and counts.
    static func json(_ counts: TableCounts, of table: String, to text: inout TextWriter) {
        JSONText.string(table, to: &text)
        text.append(
            text: ":{\"inserts\":\(counts.inserted),\"updates\":\(counts.updated),\"deletes\":\(counts.deleted),"
                + "\"bytes\":\(counts.bytes)}"
        )
    }

    /// Appends the largest and the longest transactions.
    static func json(_ ranking: TransactionRanking, to text: inout TextWriter) {
        text.append("{\"event\":\"TRANSACTIONS\",\"largest\":[")
        list(ranking.largest, to: &text)
        text.append("],\"longest\":[")
        list(ranking.longest, to: &text)
        text.append("]}\n")
    }

    private static func list(_ transactions: [TransactionRanking.Transaction], to text: inout TextWriter) {
        for (index, transaction) in transactions.enumerated() {
            if index > 0 { text.append(",") }
            json(transaction, to: &text)
        }
    }

    /// Appends a transaction.
    static func json(_ transaction: TransactionRanking.Transaction, to text: inout TextWriter) {
        text.append(
            text: "{\"bytes\":\(transaction.bytes),\"rows\":\(transaction.rows),"
                + "\"seconds\":\(transaction.seconds),\"pos\":\(transaction.position),\"file\":"
        )
        JSONText.string(transaction.file, to: &text)
        text.append(",\"gtid\":")
        if let gtid = transaction.gtid { JSONText.string("\(gtid)", to: &text) } else { text.append("null") }
        text.append("}")
    }
}
