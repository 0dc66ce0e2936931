// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// Takes events one after the other, wherever they come from, and writes those that are asked for.
struct EventPrinter: ~Copyable {
    private let wantsSummary: Bool
    private let isJSON: Bool
    private var filter: EventFilter
    /// Whether some transactions are left out.
    private let chooses: Bool
    /// Whether some rows or columns are.
    private let choosesRows: Bool
    private var format: any EventFormat
    private var output: OutputStream
    private var summary = Summary()
    private var boundary = TransactionBoundary()
    private var context = EventContext()
    /// Events of unknown types.
    private(set) var skipped = 0
    /// Whether a transaction is under way.
    private(set) var isInTransaction = false
    /// The transaction of the event at hand, or the one before; nil where it has no GTID.
    var gtid: TransactionIdentity? { boundary.gtid }
    /// Transactions that ended.
    private(set) var transactionCount = 0

    /// Takes options that were checked, and where to write.
    init(
        _ options: Options,
        filter: EventFilter,
        to target: OutputTarget,
        label: LineLabel? = nil
    ) {
        wantsSummary = options.summary
        isJSON = options.format == .json
        self.filter = filter
        chooses = !filter.gate.isOpen
        choosesRows = !filter.rows.isOpen
        output = OutputStream(to: target, label: label)
        let style = TerminalStyle(options.color.style, isTerminal: output.isTerminal)
        format =
            switch options.format {
            case .text: TextFormat(style: style, isVerbose: options.verbose > 0)
            case .json: JSONFormat()
            case .mysqlbinlog: MySQLBinlogFormat()
            case .none: NoFormat()
            case .debezium: DebeziumFormat(options.envelope, showsStatement: options.explain)
            case .maxwell: MaxwellFormat(options.envelope)
            case .canalJSON: CanalFormat(options.envelope)
            case .sql: SQLFormat(options.sql)
            case .undo: UndoFormat(options.sql, onStatement: options.envelope.onStatement)
            }
    }

    /// A file begins; a transaction does not go on in another file.
    mutating func beginFile(_ file: String) throws(OutputError) {
        context = EventContext(file: file)
        boundary = TransactionBoundary()
        isInTransaction = false
        try format.beginFile(context, to: &output)
    }

    /// Takes the next event of the file.
    mutating func take(_ event: borrowing BinlogEvent) throws(FormatError) {
        let step = boundary.accept(event)
        if step.beginsGroup || boundary.gtid == nil { context.gtid = boundary.gtid }
        switch step {
        case .begin, .inside: isInTransaction = true
        case .end, .alone:
            isInTransaction = false
            transactionCount += 1
        case .outside: break
        }
        if chooses, !filter.gate.admits(event, step, boundary.gtid) { return }
        guard filter.hasBegun(event.header), filter.accepts(event) else { return }
        if case .unknown = event.body { skipped += 1 }
        guard let rowCount = try write(event) else { return }
        if output.isLarge {
            do throws(OutputError) {
                try output.flush()
            } catch {
                throw .output(error)
            }
        }
        if wantsSummary { summary.count(event, rowCount: rowCount, step, context) }
    }

    /// Writes an event, or what of its rows is shown; nil where that is nothing.
    private mutating func write(_ event: borrowing BinlogEvent) throws(FormatError) -> Int? {
        guard choosesRows, event.rows != nil else { return try format.write(event, context, to: &output) }
        guard let selection = try filter.rows.select(event) else { return nil }
        var count = 0
        try selection.withEvent { event throws(FormatError) in
            count = try format.write(event, context, to: &output)
        }
        return count
    }

    /// Writes what has been gathered.
    mutating func flush() throws(OutputError) {
        try output.flush()
    }

    /// Reading stops early, since something could not be understood.
    mutating func fail() {
        format.fail()
    }

    /// Nothing more is to come: writes what formats put at the end, and the summary.
    mutating func finish() throws(FormatError) {
        try format.finish(to: &output)
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
