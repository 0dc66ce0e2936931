// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// The changes of tables in one stretch of the log, so that no part of it is read twice.
package struct DDLHistory: Sendable {
    /// Where the known stretch begins and ends; nil where nothing is known.
    package private(set) var stretch: (start: BinlogFilePosition, end: BinlogFilePosition)?
    /// The changes in it, in the order of the log.
    package private(set) var changes: [LoggedDefinitionChange] = []

    /// Knows nothing.
    package init() {}

    /// What must be read before the stretch from `start` to `end` is known; nil where it is.
    package func missing(
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) -> (start: BinlogFilePosition, end: BinlogFilePosition)? {
        if start == end || end.precedes(start) == true { return nil }
        guard let stretch, isIn(start, stretch) else { return (start, end) }
        if end == stretch.end || end.precedes(stretch.end) == true { return nil }
        return (stretch.end, end)
    }

    private func isIn(
        _ position: BinlogFilePosition,
        _ stretch: (start: BinlogFilePosition, end: BinlogFilePosition)
    ) -> Bool {
        (position == stretch.start || stretch.start.precedes(position) == true)
            && (position == stretch.end || position.precedes(stretch.end) == true)
    }

    /// Adds what a scan found; it continues the known stretch, or replaces it.
    package mutating func add(
        _ found: [LoggedDefinitionChange],
        from start: BinlogFilePosition,
        to end: BinlogFilePosition
    ) {
        if let known = stretch, known.end == start {
            changes += found
            stretch = (known.start, end)
        } else {
            changes = found
            stretch = (start, end)
        }
    }

    /// The first change of a table behind a position.
    package func first(
        affecting table: TableName,
        after position: BinlogFilePosition,
        foldsCase: Bool
    ) -> LoggedDefinitionChange? {
        changes.first { position.precedes($0.position) == true && $0.change.affects(table, foldsCase: foldsCase) }
    }

    /// Forgets what lies before a position that will not be asked for again.
    package mutating func forget(before position: BinlogFilePosition) {
        guard let known = stretch, isIn(position, known) else { return }
        changes.removeAll { $0.position.precedes(position) == true }
        stretch = (position, known.end)
    }
}
