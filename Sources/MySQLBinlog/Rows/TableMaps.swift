// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// The table maps of a file by table id.
///
/// They stay after their statement, since the same map comes again with the table's next statement: what was worked out for it
/// is kept then.
struct TableMaps {
    /// More tables than this are kept only as long as their statement runs.
    static let kept = 1_024
    /// No statement maps as many tables.
    static let limit = 65_536

    private var byID: [UInt64: TableMap] = [:]
    /// The map that was used last.
    private var last: TableMap?

    /// Whether a statement mapped more tables than any does.
    var isOverfull: Bool { byID.count > TableMaps.limit }

    mutating func removeAll() {
        byID.removeAll()
        last = nil
    }

    subscript(_ id: UInt64) -> TableMap? {
        if let last, last.id == id { return last }
        return byID[id]
    }

    /// Takes a table map; gives the one that is there where it comes again unchanged.
    mutating func insert(
        _ body: Span<UInt8>,
        postHeaderLength: Int,
        isMariaDB: Bool,
        hints: ColumnHints
    ) throws(WireError) -> TableMap {
        if let last, last.hasBody(body) { return last }
        var reader = WireReader(body)
        let id = postHeaderLength == 6 ? UInt64(try reader.uint32()) : try reader.uint48()
        if let known = byID[id], known.hasBody(body) {
            last = known
            return known
        }
        let table = try TableMap(body, postHeaderLength: postHeaderLength, isMariaDB: isMariaDB, hints: hints)
        byID[id] = table
        last = table
        return table
    }

    /// Puts `described` where `table` is, which keeps it until another map of that number comes.
    mutating func replace(_ table: TableMap, with described: TableMap) {
        guard let known = byID[table.id], known === table else { return }
        byID[table.id] = described
        if let recent = last, recent === table { last = described }
    }

    /// Makes room when a statement is over.
    mutating func statementEnded() {
        if byID.count > TableMaps.kept { removeAll() }
    }
}
