// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The schema of a change, as `--schemas` writes it.
enum DebeziumSchema {
    /// Appends the schema of the envelope for a table.
    static func write(_ table: TableMap, _ options: EnvelopeOptions, isMariaDB: Bool, to text: inout TextWriter) {
        let name = "\(options.topicPrefix).\(table.database).\(table.table)"
        text.append("{\"type\":\"struct\",\"fields\":[")
        for field in ["before", "after"] {
            text.append("{\"type\":\"struct\",\"fields\":[")
            for (index, column) in table.columns.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                ConnectSchema.field(column, index, options, to: &text)
            }
            text.append("],\"optional\":true,\"name\":")
            JSONText.string(name + ".Value", to: &text)
            text.append(text: ",\"field\":\"\(field)\"},")
        }
        writeSource(isMariaDB: isMariaDB, to: &text)
        text.append(",{\"type\":\"struct\",\"fields\":[")
        ConnectSchema.field("id", "string", isOptional: false, to: &text)
        text.append(UInt8(ascii: ","))
        ConnectSchema.field("total_order", "int64", isOptional: false, to: &text)
        text.append(UInt8(ascii: ","))
        ConnectSchema.field("data_collection_order", "int64", isOptional: false, to: &text)
        text.append("],\"optional\":true,\"name\":\"event.block\",\"version\":1,\"field\":\"transaction\"},")
        ConnectSchema.field("op", "string", isOptional: false, to: &text)
        for field: StaticString in ["ts_ms", "ts_us", "ts_ns"] {
            text.append(UInt8(ascii: ","))
            ConnectSchema.field(field, "int64", isOptional: true, to: &text)
        }
        text.append("],\"optional\":false,\"name\":")
        JSONText.string(name + ".Envelope", to: &text)
        text.append(",\"version\":2}")
    }

    private static func writeSource(isMariaDB: Bool, to text: inout TextWriter) {
        text.append("{\"type\":\"struct\",\"fields\":[")
        let fields: [(StaticString, StaticString, Bool)] = [
            ("version", "string", false), ("connector", "string", false), ("name", "string", false),
            ("ts_ms", "int64", false), ("snapshot", "string", true), ("db", "string", false),
            ("sequence", "string", true), ("ts_us", "int64", true), ("ts_ns", "int64", true),
            ("table", "string", true), ("server_id", "int64", false), ("gtid", "string", true),
            ("file", "string", false), ("pos", "int64", false), ("row", "int32", false),
            ("thread", "int64", true), ("query", "string", true),
        ]
        for (ordinal, field) in fields.enumerated() {
            if ordinal > 0 { text.append(UInt8(ascii: ",")) }
            ConnectSchema.field(field.0, field.1, isOptional: field.2, to: &text)
        }
        text.append("],\"optional\":false,\"name\":\"io.debezium.connector.")
        text.append(isMariaDB ? "mariadb" : "mysql")
        text.append(".Source\",\"field\":\"source\"}")
    }
}
