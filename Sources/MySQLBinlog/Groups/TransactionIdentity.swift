// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// The GTID of a transaction, of either family.
public enum TransactionIdentity: Sendable, Hashable {
    /// Of MySQL.
    case mysql(GTID)
    /// Of MariaDB.
    case mariaDB(MariaDBGTID)

    /// Appends `uuid:number`, `uuid:tag:number` or `domain-server-sequence`.
    public func write(into text: inout TextWriter) {
        switch self {
        case .mysql(let gtid): gtid.write(into: &text)
        case .mariaDB(let gtid): gtid.write(into: &text)
        }
    }
}

extension TransactionIdentity: CustomStringConvertible {
    /// The GTID in its family's text form.
    public var description: String {
        switch self {
        case .mysql(let gtid): gtid.description
        case .mariaDB(let gtid): gtid.description
        }
    }
}
