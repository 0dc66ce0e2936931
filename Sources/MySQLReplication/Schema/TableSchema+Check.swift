// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLTypes

extension TableSchema {
    /// This description laid over a table map: with the columns that the server hides, or what differs.
    ///
    /// MariaDB hides the period columns that it adds to a system-versioned table and the hashes of UNIQUE keys over long
    /// columns; both stand at the end. MySQL hides the primary key that it generates where
    /// `show_gipk_in_create_table_and_information_schema` is off.
    public func checked(against table: TableMap) throws(SchemaMismatch) -> TableSchema {
        let schema = revealing(table)
        var differences: [SchemaMismatch.Difference] = []
        if schema.columns.count != table.columns.count {
            differences.append(.columnCount(logged: table.columns.count, described: schema.columns.count))
        }
        for (index, (described, logged)) in zip(schema.columns, table.columns).enumerated() {
            differences += TableSchema.differences(described, logged, at: index)
        }
        guard differences.isEmpty else { throw SchemaMismatch(table: schema.name, differences: differences) }
        return schema
    }

    private static func differences(
        _ described: ColumnSchema,
        _ logged: Column,
        at index: Int
    ) -> [SchemaMismatch.Difference] {
        var differences: [SchemaMismatch.Difference] = []
        func differ(_ what: SchemaMismatch.Property, _ inLog: String, _ inServer: String) {
            differences.append(
                .column(index: index, name: described.name, what, logged: inLog, described: inServer)
            )
        }
        let shape = ColumnShape(logged)
        if let expected = described.shape, !expected.allows(shape) {
            differ(.type, shape.description, expected.description)
        }
        if described.isNullable != logged.isNullable {
            differ(.nullability, logged.isNullable ? "NULL" : "NOT NULL", described.isNullable ? "NULL" : "NOT NULL")
        }
        if let name = logged.name, name != described.name { differ(.name, name, described.name) }
        if let isUnsigned = logged.isUnsigned, let expected = described.isUnsigned, isUnsigned != expected {
            differ(.signedness, isUnsigned ? "unsigned" : "signed", expected ? "unsigned" : "signed")
        }
        if shape.type != .enum, shape.type != .set, let set = logged.collation?.characterSet,
            let expected = described.characterSet, set != expected
        {
            differ(.characterSet, set.name, expected.name)
        }
        return differences
    }

    /// The description with the columns that the server does not tell of.
    private func revealing(_ table: TableMap) -> TableSchema {
        var columns = columns
        var primaryKey = primaryKey
        if table.flags.contains(.generatedInvisiblePrimaryKey), columns.first?.name != "my_row_id" {
            columns.insert(TableSchema.generatedPrimaryKey, at: 0)
            primaryKey = [0]
        }
        if columns.count + hidden.count == table.columns.count { columns += hidden }
        guard columns.count != self.columns.count else { return self }
        return TableSchema(name, columns: columns, primaryKey: primaryKey, origin: origin)
    }

    private static let generatedPrimaryKey: ColumnSchema = {
        var key = ColumnSchema(name: "my_row_id", isNullable: false)
        key.shape = ColumnShape(.longLong)
        key.isUnsigned = true
        key.isVisible = false
        key.declaredType = "bigint unsigned"
        return key
    }()
}

extension ColumnSchema {
    /// A column that the server does not tell of.
    init(hidden name: String, _ shape: ColumnShape, isNullable: Bool) {
        self.init(name: name, isNullable: isNullable)
        self.shape = shape
        isVisible = false
        generation = .stored
    }
}
