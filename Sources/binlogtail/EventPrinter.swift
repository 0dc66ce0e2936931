// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// Takes events one after the other, wherever they come from, and writes those that are asked for.
struct EventPrinter: ~Copyable {
    private let wantsSummary: Bool
    private let isJSON: Bool
    private let writesEvents: Bool
    private var filter: EventFilter
    /// Whether some transactions are left out.
    private let chooses: Bool
    /// Whether some rows or columns are.
    private let choosesRows: Bool
    /// How events are written; nil where none is.
    private var format: (any EventFormat)?
    private var output: OutputStream
    private var summary = Summary()
    private var boundary = TransactionBoundary()
    private var context = EventContext()
    /// Events of unknown types.
    private(set) var skipped = 0
    /// Whether a transaction is under way.
    var isInTransaction: Bool { boundary.isOpen }
    /// The transaction of the event at hand, or the one before; nil where it has no GTID.
    var gtid: TransactionIdentity? { boundary.gtid }
    /// Transactions that ended.
    private(set) var transactionCount = 0

    /// Takes options that were checked, and where to write.
    init(
        _ options: Options,
        filter: EventFilter,
        to target: OutputTarget,
        label: LineLabel? = nil,
        checks: UndoChecks? = nil
    ) {
        wantsSummary = options.summary
        isJSON = options.format == .json
        writesEvents = options.format != .none || options.statistics.interval != nil
        self.filter = filter
        chooses = !filter.gate.isOpen
        choosesRows = !filter.rows.isOpen
        output = OutputStream(to: target, label: label)
        let style = TerminalStyle(options.color, isTerminal: output.isTerminal)
        if let interval = options.statistics.interval {
            let form = options.statistics.form(options.format)
            format = StatsFormat(interval: interval, form: form, top: options.statistics.top)
            return
        }
        format =
            switch options.format {
            case .text: TextFormat(style: style, isVerbose: options.verbose > 0, explains: options.explain)
            case .json: JSONFormat(explains: options.explain)
            case .mysqlbinlog: MySQLBinlogFormat()
            case .none: nil
            case .debezium: DebeziumFormat(options.envelope, showsStatement: options.explain)
            case .maxwell: MaxwellFormat(options.envelope)
            case .canalJSON: CanalFormat(options.envelope)
            case .sql: SQLFormat(options.sql, explains: options.explain)
            case .undo: UndoFormat(options.sql, onStatement: options.envelope.onStatement, checks: checks)
            }
    }

    /// A file begins; a transaction does not go on in another file.
    mutating func beginFile(_ file: String) throws(OutputError) {
        context = EventContext(file: file)
        boundary = TransactionBoundary()
        try format?.beginFile(context, to: &output)
    }

    /// Takes the next event of the file.
    mutating func take(_ event: borrowing BinlogEvent) throws(FormatError) {
        let step = boundary.accept(event)
        if writesEvents, step.beginsGroup || boundary.gtid == nil { context.gtid = boundary.gtid }
        if step.endsGroup { transactionCount += 1 }
        if chooses, try !filter.gate.admits(event, step, boundary.gtid) { return }
        guard filter.hasBegun(event.header), filter.accepts(event) else { return }
        if !event.header.type.isUnderstood { skipped += 1 }
        guard let rowCount = choosesRows ? try writeChosen(event) : try write(event) else { return }
        guard wantsSummary else { return }
        summary.count(event, rowCount: rowCount, step)
        if step.endsGroup { summary.endTransaction(boundary.gtid, in: context.file) }
    }

    /// Writes an event, or what of its rows is chosen; tells how many rows that changed, nil where nothing of it is chosen.
    private mutating func writeChosen(_ event: borrowing BinlogEvent) throws(FormatError) -> Int? {
        guard event.rows != nil else { return try write(event) }
        guard let selection = try filter.rows.select(event) else { return nil }
        var count = 0
        try selection.withEvent { event throws(FormatError) in
            count = try write(event)
        }
        return count
    }

    /// Writes an event; tells how many rows it changed.
    private mutating func write(_ event: borrowing BinlogEvent) throws(FormatError) -> Int {
        guard writesEvents else { return try RowCounter.count(event) }
        let rowCount = try format?.write(event, context, to: &output) ?? 0
        if output.isLarge {
            do throws(OutputError) {
                try output.flush()
            } catch {
                throw .output(error)
            }
        }
        return rowCount
    }

    /// Writes what has been gathered.
    mutating func flush() throws(OutputError) {
        try output.flush()
    }

    /// Reading stops early, since something could not be understood.
    mutating func fail() {
        format?.fail()
    }

    /// Nothing more is to come: writes what formats put at the end, and the summary.
    mutating func finish() throws(FormatError) {
        try format?.finish(to: &output)
        if wantsSummary {
            if isJSON {
                summary.writeJSON(skipped: skipped, to: &output.text)
            } else {
                summary.write(skipped: skipped, to: &output.text)
            }
        }
        do throws(OutputError) {
            try output.flush()
        } catch {
            throw .output(error)
        }
    }

    /// Tells of the events of unknown types, where there were some.
    func tellSkipped() {
        guard skipped > 0 else { return }
        let what = skipped == 1 ? "1 event of an unknown type was" : "\(skipped) events of unknown types were"
        StandardError.print("binlogtail: \(what) skipped")
    }
}
