// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// The names of collations.
enum CollationNames {
    /// Names by number, as MySQL has them.
    static let byMySQL = parse(common)
    /// Names by number, as MariaDB has them.
    static let byMariaDB = parse(common).merging(parse(mariaDB)) { $1 }

    private static func parse(_ table: String) -> [UInt32: String] {
        let words = table.split { $0 == " " || $0 == "\n" }
        var names: [UInt32: String] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            if let number = UInt32(words[index]) { names[number] = String(words[index + 1]) }
        }
        return names
    }
}

extension Collation {
    /// The name that a server of the family has for the collation; nil for a number that is not known.
    func serverName(inMariaDB: Bool) -> String? {
        (inMariaDB ? CollationNames.byMariaDB : CollationNames.byMySQL)[rawValue]
    }
}
