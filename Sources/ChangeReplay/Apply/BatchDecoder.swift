// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire
import NIOCore

/// Decodes the held events of transactions into batches of changes.
///
/// It keeps what its decoder knows of tables from one transaction to the next.
struct BatchDecoder: ~Copyable {
    private var decoder = BinlogDecoder()
    private var format: FormatDescriptionEvent?
    private var batch = ChangeBatch()
    /// The log that the transaction stands in.
    private var file = ""
    /// Where each table of the transaction stands in the batch, by the id of its map.
    private var places: [UInt64: Int] = [:]
    /// Maps as the decoder has them, with the description that they were given.
    private var described: [UInt64: (map: TableMap, source: TableMap)] = [:]
    /// A batch is handed over when it has about so many bytes.
    private let batchBytes: Int

    /// Hands over batches of about `batchBytes`.
    init(batchBytes: Int = 1 << 19) {
        self.batchBytes = batchBytes
    }

    /// Begins with a transaction, whose tables have some of these plans.
    mutating func begin(_ part: PlannedTransaction.Part, _ plans: [TablePlan]) {
        batch = ChangeBatch()
        go(on: part, plans)
    }

    /// Goes on with another transaction, behind changes that were not handed over; their plans are the first of these.
    mutating func go(on part: PlannedTransaction.Part, _ plans: [TablePlan]) {
        let transaction = part.source
        var plain = transaction.format
        plain.checksumAlgorithm = .off
        if format != plain {
            format = plain
            var options = BinlogDecoder.Options()
            options.verifiesChecksums = false
            decoder = BinlogDecoder(options: options, continuing: plain)
            described.removeAll()
        }
        file = transaction.begin.file
        batch.tables = plans
        places.removeAll(keepingCapacity: true)
        for (table, place) in zip(transaction.tables, part.tables) { places[table.id] = place }
    }

    /// Decodes the next event; gives a batch where it is full.
    ///
    /// - Throws: ``ReplayError`` with the place in the log.
    mutating func decode(_ chunk: ByteBuffer, _ entry: HeldEvents.Entry) throws(ReplayError) -> ChangeBatch? {
        do {
            try take(chunk, entry)
        } catch {
            let place = BinlogFilePosition(file: file, offset: entry.position)
            if let error = error as? ReplayError { throw error.at(place) }
            throw ReplayError(.source, "\(error)", at: place, underlying: error)
        }
        return batch.byteCount >= batchBytes ? takeRest() : nil
    }

    /// How many changes, and about how many bytes of them, were not handed over yet.
    var held: (changes: Int, bytes: Int) { (batch.changes.count, batch.byteCount) }

    /// The changes that were not handed over yet; nil where there are none.
    mutating func takeRest() -> ChangeBatch? {
        guard !batch.changes.isEmpty else { return nil }
        let full = batch
        batch = ChangeBatch()
        batch.tables = full.tables
        return full
    }

    private mutating func take(_ chunk: ByteBuffer, _ entry: HeldEvents.Entry) throws {
        let bytes = chunk.readableBytesUInt8Span.extracting(entry.range)
        try BatchDecoder.accept(bytes, at: entry.position, &decoder)
        if let map = try map(bytes) {
            guard let place = places[map.id] else { return }
            let source = batch.tables[place].source
            if let known = described[map.id], known.map === map, known.source === source { return }
            described[map.id] = (decoder.describe(map, columns: source.columns), source)
            return
        }
        let event = try decoder.event(bytes)
        guard let rows = event.rows else { return }
        guard let place = places[rows.table.id] else {
            throw ReplayError(.source, "rows of a table without a map in its transaction", advice: "please report it")
        }
        try BatchDecoder.append(rows, place, entry.position, to: &batch)
    }

    private func map(_ bytes: Span<UInt8>) throws(BinlogError) -> TableMap? {
        if case .tableMap(let map) = try decoder.event(bytes).body { map } else { nil }
    }

    private static func accept(
        _ bytes: Span<UInt8>,
        at position: UInt64,
        _ decoder: inout BinlogDecoder
    ) throws(BinlogError) {
        try decoder.accept(bytes, at: position)
    }

    private static func append(
        _ rows: borrowing RowsEvent,
        _ place: Int,
        _ position: UInt64,
        to batch: inout ChangeBatch
    ) throws {
        let plan = batch.tables[place]
        let kind: ChangeBatch.Change.Kind =
            switch rows.operation {
            case .insert: .insert
            case .update: .update
            case .delete: .delete
            }
        var key: Int?
        var unfit = plan.refusal
        if kind == .insert {
            unfit = unfit ?? insertRefusal(rows, plan)
        } else {
            key = plan.keys.firstIndex { $0.allSatisfy { rows.firstColumns[$0] } }
            if key == nil { unfit = unfit ?? wholeRowRefusal(rows, plan) }
        }
        let skips = rows.head.flags.contains(.noForeignKeyChecks)
        var changes = rows.changes
        while let change = try changes.next() {
            var before: Int?
            var after: Int?
            var refusal = unfit
            if let image = change.before {
                before = batch.values.count
                try append(image, before: nil, plan, to: &batch, &refusal)
            }
            if let image = change.after {
                after = batch.values.count
                try append(image, before: change.before, plan, to: &batch, &refusal)
            }
            if let refusal { batch.refusals[batch.changes.count] = refusal }
            batch.changes.append(
                ChangeBatch.Change(
                    kind: kind,
                    table: place,
                    before: before,
                    after: after,
                    key: key,
                    skipsForeignKeys: skips,
                    position: position
                )
            )
        }
    }

    /// Appends a value for each column of the table; columns that the image lacks are absent, and those whose value has no equal.
    ///
    /// The first of the latter is why the change is refused.
    private static func append(
        _ image: borrowing RowImage,
        before: RowImage?,
        _ plan: TablePlan,
        to batch: inout ChangeBatch,
        _ refusal: inout ReplayError?
    ) throws {
        let columns = plan.source.columns
        let end = batch.values.count + columns.count
        var cells = try image.cells
        while let cell = try cells.next() {
            let missing = cell.column - (batch.values.count + columns.count - end)
            for _ in 0..<missing { batch.values.append(.absent) }
            let column = columns[cell.column]
            do {
                if case .jsonDiff(let diffs) = cell.value, let before,
                    case .json(let document) = try before.cell(cell.column)
                {
                    batch.values.append(try CellConverter.json(diffs, since: document, of: column, to: &batch.text))
                } else {
                    batch.values.append(try CellConverter.value(cell.value, of: column, to: &batch.text))
                }
            } catch let error as ReplayError {
                refusal = refusal ?? error
                batch.values.append(CellConverter.bytes(of: cell.value, to: &batch.text))
            }
        }
        while batch.values.count < end { batch.values.append(.absent) }
    }

    /// Refuses an insert without values that the target cannot know: the log does not tell the source's defaults.
    private static func insertRefusal(_ rows: borrowing RowsEvent, _ plan: TablePlan) -> ReplayError? {
        for column in plan.columns where !rows.firstColumns[column.source] {
            guard plan.target.columns[column.target].hasDefault else {
                return ReplayError(
                    .schema,
                    "new rows of \(plan.sourceName) come without \(plan.name(column.source)), whose default the log does not tell",
                    advice: "set binlog_row_image=FULL on the source, or give the target's column the source's default"
                )
            }
        }
        return nil
    }

    /// Refuses rows that neither a key nor all columns tell.
    private static func wholeRowRefusal(_ rows: borrowing RowsEvent, _ plan: TablePlan) -> ReplayError? {
        for column in plan.columns where !rows.firstColumns[column.source] {
            return ReplayError(
                .schema,
                "the rows of \(plan.sourceName) come without \(plan.name(column.source)), and without a key of the target's table",
                advice: "give the target's table the key of the source's, or set binlog_row_image=FULL on the source"
            )
        }
        return nil
    }
}
