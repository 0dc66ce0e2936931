// SPDX-License-Identifier: Apache-2.0

/// What a server says of a session with the end of every answer.
///
/// Source: MySQL 9.7, `include/mysql_com.h`, `SERVER_STATUS_flags_enum`; MariaDB 11.8, `include/mysql_com.h`.
public struct StatusFlags: OptionSet, Sendable, Hashable {
    /// The bits as sent.
    public let rawValue: UInt16

    /// Takes the bits as received; unknown bits are kept.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A transaction is open.
    public static let inTransaction = StatusFlags(rawValue: 1)
    /// Every statement commits itself.
    public static let autocommit = StatusFlags(rawValue: 2)
    /// Another answer to the same command follows.
    public static let moreResultsExist = StatusFlags(rawValue: 8)
    /// The statement's rows wait at the server, to be fetched.
    public static let cursorExists = StatusFlags(rawValue: 64)
    /// The last row of a cursor was sent.
    public static let lastRowSent = StatusFlags(rawValue: 128)
    /// A backslash in a literal is a backslash.
    public static let noBackslashEscapes = StatusFlags(rawValue: 512)
    /// A prepared statement's columns have changed.
    public static let metadataChanged = StatusFlags(rawValue: 1024)
    /// The rows are the output parameters of a procedure.
    public static let outputParameters = StatusFlags(rawValue: 4096)
    /// A read-only transaction is open.
    public static let inReadOnlyTransaction = StatusFlags(rawValue: 8192)
    /// What the session tracks has changed, and follows.
    public static let sessionStateChanged = StatusFlags(rawValue: 16384)
}
