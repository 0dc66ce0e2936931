// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// A table as statements name it, and the statements that make one state of its rows of another.
struct SQLTable {
    /// Why a statement cannot be made of what the log tells.
    enum Gap: Error {
        /// The image does not carry what the row is found by.
        case rowNotFound
        /// The image does not carry a column that is to be set.
        case valueUnknown(column: Int)
    }

    /// The table.
    let table: TableMap
    /// How values are written.
    let values: SQLValues
    private let options: SQLOptions
    /// Database and table, in backticks.
    let name: TextWriter
    /// The columns' names, in backticks.
    let columnNames: [TextWriter]
    /// Columns that statements name.
    let named: [Int]
    /// Columns that a server sets by itself in updates that do not name them.
    private let isMoment: [Bool]

    /// Works out what belongs to `table`, of which every column has a name.
    init(_ table: TableMap, _ options: SQLOptions, comparesFloats: Bool = false) {
        self.table = table
        self.options = options
        let key = table.primaryKey
        let finds = comparesFloats || key.isEmpty || key.contains { table.columns[$0].type == .float }
        values = SQLValues(table, comparesFloats: finds)
        var text = TextWriter()
        SQLText.name(table.database, to: &text)
        text.append(".")
        SQLText.name(table.table, to: &text)
        name = text
        columnNames = table.columns.map { column in
            var text = TextWriter()
            SQLText.name(column.name ?? "", to: &text)
            return text
        }
        named = table.columns.indices.filter {
            !options.excludes(table.columns[$0].name ?? "", of: table.table, in: table.database)
        }
        isMoment = table.columns.map {
            [.timestamp, .timestamp2, .dateTime, .dateTime2].contains($0.type)
        }
    }

    /// Refuses rows of which not every column is known.
    func checkWhole(_ change: borrowing RenderedChange) throws(Gap) {
        for column in named where !change.knows(column, .old) { throw .valueUnknown(column: column) }
    }

    /// Says what the log does not tell of a row.
    func explain(_ gap: Gap, row: Int) -> String {
        let what =
            switch gap {
            case .rowNotFound: "what the row could be found by"
            case .valueUnknown(let column): "what column \(table.columns[column].name ?? "") was before"
            }
        return
            "row \(row) of \(table.database).\(table.table): its image does not carry \(what), since the source logs less than "
            + "whole rows (binlog_row_image)"
    }

    /// Appends the statement that makes the row.
    func insert(_ change: borrowing RenderedChange, _ side: RowSide, to text: inout TextWriter) {
        text.append("INSERT INTO ")
        text.append(name)
        text.append(" (")
        var isFirst = true
        for column in named where change.knows(column, side) {
            if !isFirst { text.append(", ") }
            isFirst = false
            text.append(columnNames[column])
        }
        text.append(") VALUES (")
        isFirst = true
        for column in named where change.knows(column, side) {
            if !isFirst { text.append(", ") }
            isFirst = false
            change.append(column, side, to: &text)
        }
        text.append(");\n")
    }

    /// Appends the statement that takes the row away.
    func delete(
        _ change: borrowing RenderedChange,
        _ side: RowSide,
        needsAll: Bool = false,
        to text: inout TextWriter
    ) throws(Gap) {
        text.append("DELETE FROM ")
        text.append(name)
        try find(change, side, needsAll: needsAll, to: &text)
    }

    /// Appends the statement that makes the row on one side the row on the other; nothing where nothing is to be set.
    func update(
        _ change: borrowing RenderedChange,
        from side: RowSide,
        to target: RowSide,
        to text: inout TextWriter
    ) throws(Gap) {
        var set: [Int] = []
        for column in named where change.after.carries(column) && (options.allColumns || change.isChanged(column)) {
            guard change.knows(column, target) else {
                if !change.isChanged(column) { continue }
                throw .valueUnknown(column: column)
            }
            set.append(column)
        }
        guard !set.isEmpty else { return }
        text.append("UPDATE ")
        text.append(name)
        text.append(" SET ")
        for (ordinal, column) in set.enumerated() {
            if ordinal > 0 { text.append(", ") }
            text.append(columnNames[column])
            text.append(" = ")
            change.append(column, target, to: &text)
        }
        // Else ON UPDATE CURRENT_TIMESTAMP would set them.
        for column in named where isMoment[column] && !set.contains(column) {
            text.append(", ")
            text.append(columnNames[column])
            text.append(" = ")
            text.append(columnNames[column])
        }
        try find(change, side, needsAll: false, to: &text)
    }

    /// Appends the WHERE: the primary key, else all that is known of the row, and one row only.
    private func find(
        _ change: borrowing RenderedChange,
        _ side: RowSide,
        needsAll: Bool,
        to text: inout TextWriter
    ) throws(Gap) {
        let key = table.primaryKey
        let byKey = !key.isEmpty && key.allSatisfy { change.knows($0, side) }
        var found = key
        if !byKey {
            // The image before carries what the source found the row by.
            found = named.filter { change.operation == .insert ? change.knows($0, side) : change.before.carries($0) }
            let isWhole = found.count == named.count
            guard !found.isEmpty, key.isEmpty || isWhole, !needsAll || isWhole else { throw .rowNotFound }
        }
        text.append(" WHERE ")
        for (ordinal, column) in found.enumerated() {
            if ordinal > 0 { text.append(" AND ") }
            if change.isNull(column, side) {
                text.append(columnNames[column])
                text.append(" IS NULL")
            } else if byKey {
                text.append(columnNames[column])
                text.append(" = ")
                change.append(column, side, to: &text)
            } else {
                compare(change, column, side, " = ", to: &text)
            }
        }
        text.append(byKey ? ";\n" : " LIMIT 1;\n")
    }

    /// Appends a comparison that only the very same value passes.
    func compare(
        _ change: borrowing RenderedChange,
        _ column: Int,
        _ side: RowSide,
        _ sign: StaticString,
        to text: inout TextWriter
    ) {
        func pair(_ head: StaticString, _ tail: StaticString) {
            text.append(head)
            text.append(columnNames[column])
            text.append(tail)
            text.append(sign)
            text.append(head)
            change.append(column, side, to: &text)
            text.append(tail)
        }
        let isHint = table.columns[column].hint.map { [.uuid, .inet4, .inet6].contains($0) } ?? false
        switch table.columns[column].type {
        case .string, .varchar, .varString, .blob, .tinyBlob, .mediumBlob, .longBlob, .blobCompressed,
            .varcharCompressed:
            if isHint { pair("", "") } else { pair("CAST(", " AS BINARY)") }
        case .geometry, .vector: pair("HEX(", ")")
        case .enum, .set:
            var literal = TextWriter()
            change.append(column, side, to: &literal)
            let isNumber = literal.count > 0 && literal.span[0] != UInt8(ascii: "'")
            text.append(isNumber ? "CAST(" : "")
            text.append(columnNames[column])
            if isNumber { text.append(" AS UNSIGNED)") }
            text.append(sign)
            text.append(literal)
        case .json:
            text.append(columnNames[column])
            text.append(sign)
            text.append("CAST(")
            change.append(column, side, to: &text)
            text.append(" AS JSON)")
        default: pair("", "")
        }
    }
}
