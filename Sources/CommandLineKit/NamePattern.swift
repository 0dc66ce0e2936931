// SPDX-License-Identifier: Apache-2.0

/// A pattern for names: `*` stands for any characters, `?` for one.
public struct NamePattern: Sendable, Hashable {
    private let pattern: [Character]

    /// Takes the pattern as typed.
    public init(_ pattern: some StringProtocol) {
        self.pattern = Array(pattern)
    }

    /// Whether the whole name fits.
    ///
    /// Complexity: O(pattern × name) at worst.
    public func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (p, n) = (0, 0)
        var retry: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "*" {
                retry = (p + 1, n)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = retry {
                retry = (last.pattern, last.name + 1)
                (p, n) = (last.pattern, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}

/// A pattern for tables: `database.table` with wild cards in both.
public struct TablePattern: Sendable, Hashable {
    /// The database's part.
    public let database: NamePattern
    /// The table's part.
    public let table: NamePattern
    /// Whether every table of the databases fits.
    public let coversDatabase: Bool

    /// Reads `database.table`; nil where there is no point, or a part is empty.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        database = NamePattern(parts[0])
        table = NamePattern(parts[1])
        coversDatabase = parts[1] == "*"
    }

    /// Whether the table fits.
    public func matches(database: String, table: String) -> Bool {
        self.database.matches(database) && self.table.matches(table)
    }
}
