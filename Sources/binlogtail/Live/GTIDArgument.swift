// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension ExecutedGTIDs {
    /// Reads MySQL's set or MariaDB's position, by what it looks like; nil where it is neither.
    init?(argument text: String) {
        if let set = try? GTIDSet(text), !set.isEmpty {
            self = .mysql(set)
        } else if let position = try? MariaDBGTIDPosition(text), !position.isEmpty {
            self = .mariaDB(position)
        } else {
            return nil
        }
    }
}
