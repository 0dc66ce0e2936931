// SPDX-License-Identifier: Apache-2.0

/// Whose server it is; the two have gone different ways in statements, events and authentication.
///
/// The raw values are what records and options call them.
public enum ServerFlavour: String, Sendable, Hashable, CaseIterable, Codable, CustomStringConvertible {
    /// MySQL, Percona Server, Aurora and what else comes of MySQL.
    case mysql
    /// MariaDB.
    case mariaDB = "mariadb"

    /// The name as its makers write it.
    public var description: String { self == .mysql ? "MySQL" : "MariaDB" }
}
