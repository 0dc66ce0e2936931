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

    private var maps: [TableMap] = []
    /// Where each table's map stands in ``maps``.
    private var places: [UInt64: Int] = [:]
    /// Where the map stands that was used last; its id and body, to recognise it without a look at it.
    private var last = 0
    private var lastID = UInt64.max
    private var lastBody: [UInt8] = []
    /// The number of its columns, or -1 where they cannot be read by the log alone.
    private var lastPlainCount = -1
    private var hasChanged = false
    /// Whether maps are to be dropped before the next event.
    private(set) var isStale = false

    /// Whether a statement mapped more tables than any does.
    var isOverfull: Bool { maps.count > TableMaps.limit }

    /// The map that was used last, where it is another than when this was asked for before.
    mutating func changed() -> TableMap? {
        guard hasChanged else { return nil }
        hasChanged = false
        return maps[last]
    }

    /// Whether rows of so many columns can be read by the map that was used last, without a further look.
    func describesPlainly(_ columnCount: Int) -> Bool { columnCount == lastPlainCount }

    mutating func removeAll() {
        maps.removeAll()
        places.removeAll()
        last = 0
        lastID = .max
        lastBody = []
        lastPlainCount = -1
        hasChanged = false
        isStale = false
    }

    /// Makes the map of this number the one that was used last; false where there is none.
    mutating func find(_ id: UInt64) -> Bool {
        if id == lastID { return true }
        guard let place = places[id] else { return false }
        use(place)
        return true
    }

    private mutating func use(_ place: Int) {
        last = place
        lastID = maps[place].id
        lastBody = maps[place].body
        lastPlainCount = maps[place].isPlain ? maps[place].columnCount : -1
        hasChanged = true
    }

    /// Takes a table map, which is the one used last then; keeps the one that is there where it comes again unchanged.
    mutating func insert(
        _ body: Span<UInt8>,
        postHeaderLength: Int,
        isMariaDB: Bool,
        hints: ColumnHints
    ) throws(WireError) {
        if lastBody.span.equals(body), !body.isEmpty { return }
        var reader = WireReader(body)
        let id = postHeaderLength == 6 ? UInt64(try reader.uint32()) : try reader.uint48()
        let place = places[id]
        if let place, maps[place].hasBody(body) { return use(place) }
        let table = try TableMap(body, postHeaderLength: postHeaderLength, isMariaDB: isMariaDB, hints: hints)
        if let place {
            maps[place] = table
        } else {
            places[id] = maps.count
            maps.append(table)
        }
        use(place ?? maps.count - 1)
    }

    /// Puts `described` where `table` is, which keeps it until another map of that number comes.
    mutating func replace(_ table: TableMap, with described: TableMap) {
        guard let place = places[table.id], maps[place] === table else { return }
        maps[place] = described
        if place == last { use(place) }
    }

    /// Makes room when a statement is over, as soon as nobody looks at its last event.
    mutating func statementEnded() {
        if maps.count > TableMaps.kept { isStale = true }
    }
}
