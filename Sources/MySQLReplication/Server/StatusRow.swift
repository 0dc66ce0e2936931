// SPDX-License-Identifier: Apache-2.0

/// One row of a server's status: the columns as the server names them, in its order.
///
/// Servers spell one column in several ways (`Master_Log_File`, `Source_Log_File`); a lookup takes any of them.
///
/// ```swift
/// let row = StatusRow([.init("Relay_Master_Log_File", "binlog.000002")])
/// row["relay_source_log_file"]  // binlog.000002
/// ```
public struct StatusRow: Sendable, Hashable {
    /// A column and its value.
    public struct Field: Sendable, Hashable {
        /// The column as it was spelled.
        public var name: String
        /// Its value; nil is NULL.
        public var value: String?

        /// Takes name and value.
        public init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
    }

    /// The columns in the server's order.
    public var fields: [Field]

    /// Takes columns, by default none.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The column of that name in any spelling; nil where the row has none.
    public func field(_ name: String) -> Field? {
        let wanted = StatusRow.normalized(name)
        return fields.first { StatusRow.normalized($0.name) == wanted }
    }

    /// The value of a column in any spelling; nil where the row has no such column, or it is NULL or empty.
    public subscript(name: String) -> String? {
        guard let value = field(name)?.value, !value.isEmpty else { return nil }
        return value
    }

    /// Whether the row has the column, whatever its value.
    public func has(_ name: String) -> Bool { field(name) != nil }

    /// A column's name in small letters and in the words of MySQL 8.4: `source` and `replica`.
    ///
    /// Source: MySQL 9.7, Reference Manual, "SHOW REPLICA STATUS Statement"; MariaDB, "SHOW REPLICA STATUS".
    public static func normalized(_ name: String) -> String {
        name.lowercased().replacing("master", with: "source").replacing("slave", with: "replica")
    }
}
