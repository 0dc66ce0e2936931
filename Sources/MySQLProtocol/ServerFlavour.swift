// SPDX-License-Identifier: Apache-2.0

/// Whose server it is; the two have gone different ways in statements, events and authentication.
public enum ServerFlavour: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// MySQL, Percona Server, Aurora and what else comes of MySQL.
    case mysql = "MySQL"
    /// MariaDB.
    case mariaDB = "MariaDB"

    /// The name as its makers write it.
    public var description: String { rawValue }
}
