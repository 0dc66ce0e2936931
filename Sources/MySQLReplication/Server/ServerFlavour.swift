// SPDX-License-Identifier: Apache-2.0

/// The family of a server; GTIDs and some statements of one mean nothing to the other.
public enum ServerFlavour: String, Sendable, Hashable, CaseIterable, Codable {
    /// MySQL and what is built from it.
    case mysql
    /// MariaDB.
    case mariadb

    /// The name that people know.
    public var title: String { self == .mysql ? "MySQL" : "MariaDB" }
}
