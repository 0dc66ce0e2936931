// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// Rows and bytes by table and interval, and the largest and longest transactions at the end.
struct StatsFormat: EventFormat {
    /// Intervals that are counted at a time: statements of one may stand behind the first of the next.
    private static let openLimit = 2

    private let interval: UInt32
    private let form: StatsOutput
    /// The interval that was counted in last stands last.
    private var open: [IntervalCounts] = []
    private var ranking: TransactionRanking
    private var boundary = TransactionBoundary()
    private var names = PerTable<String>()
    private var file = ""
    private var bars: RowBars
    private var text = StatsText()

    /// Counts in intervals of so many seconds, or all in one for 0; names `top` transactions.
    init(interval: UInt32, form: StatsOutput, top: Int) {
        self.interval = interval
        self.form = form
        ranking = TransactionRanking(limit: top)
        bars = RowBars(interval: interval)
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {
        boundary = TransactionBoundary()
        file = context.fileName
    }

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        let step = boundary.accept(event)
        let rowCount = try RowCounter.count(event)
        ranking.count(event, rowCount: rowCount, step)
        if step.endsGroup { _ = ranking.end(context.gtid, in: file) }
        guard !event.header.type.isUpkeep, event.header.timestamp > 0 else { return rowCount }
        enter(event.header.timestamp, to: &output.text)
        let last = open.count - 1
        if let rows = event.rows {
            let name = names.value(of: rows.table) { "\($0.database).\($0.table)" }
            open[last].add(rowCount, rows.operation, bytes: UInt64(event.bytes.count), to: name)
        }
        if step.endsGroup { open[last].transactions += 1 }
        return rowCount
    }

    mutating func finish(to output: inout OutputStream) {
        for counts in open.sorted(by: { $0.start < $1.start }) { leave(counts, to: &output.text) }
        open = []
        switch form {
        case .json: StatsText.json(ranking, to: &output.text)
        case .table: text.transactions(ranking, to: &output.text)
        case .bars:
            bars.write(to: &output.text)
            text.transactions(ranking, to: &output.text)
        }
    }

    /// Has the interval of a moment stand last.
    private mutating func enter(_ seconds: UInt32, to text: inout TextWriter) {
        let start = interval == 0 ? open.last?.start ?? seconds : seconds - seconds % interval
        if open.last?.start == start { return }
        if let place = open.firstIndex(where: { $0.start == start }) {
            open.append(open.remove(at: place))
            return
        }
        if open.count == StatsFormat.openLimit { leave(open.removeFirst(), to: &text) }
        open.append(IntervalCounts(start: start))
    }

    private mutating func leave(_ counts: IntervalCounts, to output: inout TextWriter) {
        guard !counts.isEmpty else { return }
        switch form {
        case .table: text.interval(counts, to: &output)
        case .json: StatsText.json(counts, seconds: interval, to: &output)
        case .bars: bars.add(counts.start, rows: counts.total.rows)
        }
    }
}
