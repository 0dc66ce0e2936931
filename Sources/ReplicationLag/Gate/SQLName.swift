// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// The name of a table as a statement takes it: `SCHEMA.TABLE`, or `TABLE` of the session's schema, in quotes.
struct SQLName: CustomStringConvertible {
    let description: String

    /// Quotes a name; only the first dot parts schema and table.
    init(_ text: String) {
        description = text.split(separator: ".", maxSplits: 1).map { SQLText.name(String($0)) }.joined(separator: ".")
    }
}
