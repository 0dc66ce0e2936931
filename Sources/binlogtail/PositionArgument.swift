// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MySQLTypes

/// What `--start-position` takes: bytes from the start of a file, or MariaDB's GTIDs as `mariadb-binlog` takes them.
enum PositionArgument: ExpressibleByArgument, Sendable, Hashable {
    case offset(UInt64)
    case gtids(MariaDBGTIDPosition)

    init?(argument: String) {
        if let offset = UInt64(argument) {
            self = .offset(offset)
        } else if argument.contains("-"), !argument.hasPrefix("-"),
            let position = try? MariaDBGTIDPosition(argument), !position.isEmpty
        {
            self = .gtids(position)
        } else {
            return nil
        }
    }

    /// The bytes; nil for GTIDs.
    var offset: UInt64? {
        if case .offset(let offset) = self { offset } else { nil }
    }

    var defaultValueDescription: String { "" }
}
