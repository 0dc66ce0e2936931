// SPDX-License-Identifier: Apache-2.0

/// The keys that encrypted binlogs are read with.
public struct BinlogKeys: Sendable, Hashable {
    /// MySQL's keys by their name in the keyring, as `MySQLReplicationKey_<server uuid>_1`; 32 bytes each.
    public var mysql: [String: [UInt8]]
    /// MariaDB's keys by their number in the key file; 16, 24 or 32 bytes each.
    public var mariaDB: [UInt32: [UInt8]]

    /// The number of the key that MariaDB encrypts binlogs with (`ENCRYPTION_KEY_SYSTEM_DATA`).
    public static let mariaDBSystemKey: UInt32 = 1

    /// Takes the keys of both families.
    public init(mysql: [String: [UInt8]] = [:], mariaDB: [UInt32: [UInt8]] = [:]) {
        self.mysql = mysql
        self.mariaDB = mariaDB
    }
}
