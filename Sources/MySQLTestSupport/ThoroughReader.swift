// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Reads everything that an event has to tell, in every way that there is.
///
/// What a robust decoder must survive, whatever the bytes. Errors in values are expected and left out; what contradicts itself is
/// kept in ``contradictions``.
public struct ThoroughReader: Sendable {
    /// Follows from everything that was read.
    public private(set) var digest = Digest()
    /// Rows read so far, by ``RowsEvent/changes``.
    public private(set) var rows = 0
    /// What two ways of reading did not agree on; empty if all is well.
    public internal(set) var contradictions: [String] = []

    var text = TextWriter()
    var values = ValueReader()

    /// Begins.
    public init() {}

    /// Reads `event`.
    public mutating func read(_ event: borrowing BinlogEvent) {
        digest.add(UInt64(event.header.type.rawValue))
        digest.add(event.position)
        digest.add(event.endPosition)
        digest.add(event.bytes)
        switch event.body {
        case .query(let query): read(query)
        case .executeLoadQuery(let load): read(load.query)
        case .tableMap(let table): read(table)
        case .rows(let rows): read(rows)
        case .rowsEnd(let head): digest.add(head.tableID)
        case .gtid(let gtid): read(gtid)
        case .previousGTIDs(let previous): read(previous.gtids, format: previous.format)
        case .mariaDBGTID(let gtid):
            read(gtid.gtid)
            digest.add(gtid.identifier.globalID)
        case .mariaDBGTIDList(let list): for gtid in list.gtids { read(gtid) }
        case .rowsQuery(let query): read(query.sql, in: .utf8mb4)
        case .annotateRows(let query): read(query.sql, in: .utf8mb4)
        case .formatDescription(let format):
            digest.add(UInt64(format.headerLength))
            digest.add(UInt64(format.serverVersion.utf8.count))
        case .transactionPayload(let payload): digest.add(payload.payload)
        case .rotate(let rotate): digest.add(rotate.nextFile)
        case .userVar(let variable):
            digest.add(variable.value)
            let set = Collation(rawValue: variable.collationID).characterSet ?? .binary
            read(variable.value, in: set)
        case .xaPrepare(let prepare): digest.add(prepare.identifier.globalID)
        case .heartbeat(let beat): digest.add(beat.file)
        case .incident(let incident): digest.add(incident.message)
        case .unknown(let bytes): digest.add(bytes)
        case .startV3, .stop, .intVar, .rand, .legacyLoad, .loadBlock, .loadEnd, .xid, .transactionContext,
            .viewChange, .binlogCheckpoint, .startEncryption, .partialRowData:
            break
        }
        encode(event)
    }

    private mutating func encode(_ event: borrowing BinlogEvent) {
        var writer = WireWriter()
        do throws(BinlogError) {
            try event.encode(into: &writer)
            let encoded = writer.bytes
            digest.add(encoded.span)
        } catch {
            digest.add(error.position)
        }
    }

    private mutating func read(_ query: borrowing QueryEvent) {
        digest.add(query.database)
        digest.add(query.sql)
        var set = CharacterSet.utf8mb4
        if let variables = try? query.statusVariables.decoded() {
            digest.add(variables.sqlMode ?? 0)
            digest.add(UInt64(variables.unknownCode ?? 0))
            if let id = variables.clientCollation { set = Collation(rawValue: UInt32(id)).characterSet ?? .binary }
        }
        read(query.sql, in: set)
    }

    private mutating func read(_ bytes: Span<UInt8>, in set: CharacterSet) {
        text.removeAll()
        set.write(bytes, to: &text)
        digest(text)
    }

    private mutating func digest(_ text: TextWriter) {
        let bytes = text.bytes
        digest.add(bytes.span)
    }

    private mutating func read(_ table: TableMap) {
        digest.add(table.id)
        for column in table.columns {
            digest.add(UInt64(column.type.rawValue))
            digest.add(UInt64(column.metadata.rawValue))
            digest.add(UInt64(column.name?.utf8.count ?? 0))
            digest.add(UInt64(column.characterSet?.maximumBytesPerCharacter ?? 0))
            for label in column.labels { digest.add(UInt64(label.count)) }
        }
        for column in table.primaryKey { digest.add(UInt64(column)) }
    }
}

extension ThoroughReader {
    private mutating func read(_ event: GTIDEvent) {
        digest.add(UInt64(bitPattern: event.number))
        digest.add(event.transactionLength ?? 0)
        guard let gtid = event.gtid else { return }
        let text = gtid.description
        digest.add(UInt64(text.utf8.count))
        if (try? GTID(text)) != gtid { contradictions.append("\(text) is read as another GTID") }
    }

    private mutating func read(_ gtid: MariaDBGTID) {
        let text = gtid.description
        digest.add(UInt64(text.utf8.count))
        if (try? MariaDBGTID(text)) != gtid { contradictions.append("\(text) is read as another GTID") }
    }

    private mutating func read(_ set: GTIDSet, format: GTIDSet.WireFormat) {
        let text = set.description
        digest.add(set.transactionCount)
        digest.add(UInt64(text.utf8.count))
        if (try? GTIDSet(text)) != set { contradictions.append("\(text.prefix(200)) is read as another set") }
        var writer = WireWriter()
        set.encode(into: &writer, format: format)
        let encoded = writer.bytes
        var reader = WireReader(encoded.span)
        if (try? GTIDSet(from: &reader)) != set { contradictions.append("\(text.prefix(200)) is not what is written") }
    }
}

extension ThoroughReader {
    private mutating func read(_ event: borrowing RowsEvent) {
        digest.add(event.table.id)
        digest.add(UInt64(event.head.partition?.id ?? 0))
        var visitor = DigestingVisitor()
        var visited = true
        do throws(BinlogError) {
            try event.visit(&visitor)
        } catch {
            visited = false
            digest.add(UInt64(error.description.utf8.count))
        }
        var walked = DigestingVisitor()
        do throws(BinlogError) {
            var changes = event.changes
            while let change = try changes.next() {
                rows += 1
                if let before = change.before { try read(before, .before, of: change, &walked) }
                if let after = change.after { try read(after, .after, of: change, &walked) }
            }
            // Only the visitor decodes what nobody asks for, so it alone may meet an error.
            if visited, visitor.digest != walked.digest {
                contradictions.append(
                    "visit and changes differ in the rows at \(event.table.database).\(event.table.table)"
                )
            }
        } catch {
            digest.add(UInt64(error.description.utf8.count))
            if visited { contradictions.append("changes throws where visit does not: \(error)") }
        }
        digest.add(visitor.digest.value)
        digest.add(values.digest.value)
        contradictions += values.contradictions
        values.contradictions = []
    }

    private mutating func read(
        _ image: borrowing RowImage,
        _ kind: RowImageKind,
        of change: borrowing RowChange,
        _ walked: inout DigestingVisitor
    ) throws(BinlogError) {
        walked.beginImage(kind)
        var cells = try image.cells
        while let cell = try cells.next() {
            walked.visit(cell.value, column: cell.column)
            values.read(cell.value, of: image.table.columns[cell.column])
            if case .jsonDiff(let diffs) = cell.value, let before = change.before {
                values.read(diffs, of: before, column: cell.column)
            }
        }
        walked.endImage(kind)
        if let last = image.table.columns.indices.last { _ = try image.cell(last) }
        _ = try image.cell(-1)
        _ = try image.cell(image.table.columns.count)
    }
}
