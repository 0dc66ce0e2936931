// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import Testing

/// What a stream would feed a catalog with: the table maps of one schema in the order of the log, and every statement.
struct LoggedTables {
    /// A step of the stream.
    enum Step {
        case map(TableMap, BinlogFilePosition)
        case statement(StatementSummary, BinlogFilePosition)
    }

    var steps: [Step] = []

    /// Reads what was logged from `start` to now.
    ///
    /// Tests beside this one may turn metadata on for all: without `keepsNames` names are taken out again.
    init(of server: LiveServer, from start: BinlogFilePosition, keepsNames: Bool = false) throws {
        let file = start.file
        var decoder = BinlogDecoder()
        var position = start.offset
        for (index, event) in try FileDefinitionLog.events(of: server, from: start).enumerated() {
            try decoder.accept(event.span, at: position)
            let place = BinlogFilePosition(file: file, offset: position)
            switch try decoder.event(event.span).body {
            case .tableMap(let table):
                steps.append(.map(keepsNames ? table : LoggedTables.withoutNames(table), place))
            case .query(let query): steps.append(.statement(try StatementSummary(query), place))
            default: break
            }
            if index > 0 || position == 4 { position += UInt64(event.count) }
        }
    }

    private static func withoutNames(_ table: TableMap) -> TableMap {
        let columns = table.columns.map { column in
            var column = column
            column.name = nil
            column.labels = []
            column.isVisible = nil
            return column
        }
        return TableMap(table, columns: columns)
    }

    /// The table maps of one schema.
    func maps(in schema: String) -> [(table: TableMap, position: BinlogFilePosition)] {
        steps.compactMap { step in
            guard case .map(let table, let position) = step, table.database == schema else { return nil }
            return (table, position)
        }
    }

    /// The place where the server writes now.
    static func end(of server: LiveServer) throws -> BinlogFilePosition {
        let log = try server.currentBinlog()
        return BinlogFilePosition(file: log.name, offset: UInt64(log.size))
    }
}
