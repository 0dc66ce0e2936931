// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog

/// The name that the corpus has for a type.
func goldenName(_ type: EventType) -> String {
    switch type {
    case .mariaDBGTID: "MDB_GTID"
    case .mariaDBGTIDList: "MDB_GTID_LIST"
    default: "\(type)"
    }
}
