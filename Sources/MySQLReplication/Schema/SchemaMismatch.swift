// SPDX-License-Identifier: Apache-2.0

/// How a table in the log differs from its description.
public struct SchemaMismatch: Error, Sendable, Hashable {
    /// What of a column differs.
    public enum Property: String, Sendable, Hashable {
        /// The type or its parameters.
        case type
        /// Whether NULL is allowed.
        case nullability
        /// The name.
        case name
        /// Whether a number is unsigned.
        case signedness
        /// The character set.
        case characterSet = "character set"
    }

    /// One difference.
    public enum Difference: Sendable, Hashable, CustomStringConvertible {
        /// The numbers of columns.
        case columnCount(logged: Int, described: Int)
        /// A column, by its place from 0 and the name that the description gives it.
        case column(index: Int, name: String, Property, logged: String, described: String)

        /// What the log has, and what the description.
        public var description: String {
            switch self {
            case .columnCount(let logged, let described):
                "the log has \(logged) columns, the description \(described)"
            case .column(let index, let name, let property, let logged, let described):
                "column \(index + 1) (\(name)): \(property.rawValue) is \(logged) in the log, \(described) in the description"
            }
        }
    }

    /// The table.
    public var table: TableName
    /// What differs, in the order of the columns; at least one.
    public var differences: [Difference]

    /// Puts them together.
    public init(table: TableName, differences: [Difference]) {
        self.table = table
        self.differences = differences
    }
}

extension SchemaMismatch: CustomStringConvertible {
    /// The table and the first few differences.
    public var description: String {
        let shown = differences.prefix(3).map(\.description).joined(separator: "; ")
        let more = differences.count > 3 ? "; and \(differences.count - 3) more" : ""
        return "\(table): \(shown)\(more)"
    }
}
