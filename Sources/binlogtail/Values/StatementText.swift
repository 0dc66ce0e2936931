// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// The text of statements.
enum StatementText {
    /// The statement in UTF-8: brought from the client's character set where the event tells it.
    static func utf8(of query: borrowing QueryEvent) -> [UInt8] {
        var text = TextWriter(capacity: query.sql.count)
        let variables = try? query.statusVariables.decoded()
        let set = variables?.clientCollation.flatMap { Collation(rawValue: UInt32($0)).characterSet }
        _ = (set.flatMap { $0.isBinary ? nil : $0 } ?? .utf8mb4).write(query.sql, to: &text)
        return text.bytes
    }
}
