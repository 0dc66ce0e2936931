// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport
import MySQLWire

extension SyntheticLog {
    /// Appends a table map: a type byte for each column, all nullable.
    mutating func appendTable(
        _ name: TableName,
        id: UInt64 = 7,
        flags: UInt16 = 1,
        types: [UInt8],
        metadata: [UInt8] = [],
        optional: [UInt8] = []
    ) {
        append(.tableMap) { writer in
            writer.uint48(id)
            writer.uint16(flags)
            for name in [name.database, name.table] {
                writer.uint8(UInt8(name.utf8.count))
                writer.text(name + "\0")
            }
            writer.lengthEncodedInteger(UInt64(types.count))
            writer.array(types)
            writer.lengthEncodedSpan(metadata.span)
            for _ in stride(from: 0, to: types.count, by: 8) { writer.uint8(0xff) }
            writer.array(optional)
        }
    }

    /// The table maps, with the places where they begin.
    func tables() throws -> [(table: TableMap, position: BinlogFilePosition)] {
        var found: [(table: TableMap, position: BinlogFilePosition)] = []
        try MemoryLog(bytes).forEachEvent { event in
            guard case .tableMap(let table) = event.body else { return }
            found.append((table, BinlogFilePosition(file: "b.000001", offset: event.position)))
        }
        return found
    }
}

/// A table map of `d.t`.
func madeTable(
    types: [UInt8],
    metadata: [UInt8] = [],
    optional: [UInt8] = [],
    flags: UInt16 = 1,
    server: SyntheticLog.Server = .mysql
) throws -> TableMap? {
    var log = SyntheticLog(server)
    log.appendTable(
        TableName(database: "d", table: "t"),
        flags: flags,
        types: types,
        metadata: metadata,
        optional: optional
    )
    return try log.tables().first?.table
}
