// SPDX-License-Identifier: Apache-2.0

/// What client and server agree to speak, negotiated in the handshake.
///
/// Bits 0 to 31 are the protocol's; bits 32 and up are those that MariaDB sends in 4 bytes of their own.
///
/// Source: MySQL 9.7, `include/mysql_com.h`; MariaDB 11.8, `include/mysql_com.h`.
public struct CapabilityFlags: OptionSet, Sendable, Hashable {
    /// The bits as sent; MariaDB's own from bit 32.
    public let rawValue: UInt64

    /// Takes the bits as received; unknown bits are kept.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The server is MySQL's; MariaDB clears the bit, and its clients do so too.
    ///
    /// The protocol calls it `CLIENT_LONG_PASSWORD`; MariaDB calls it `CLIENT_MYSQL`.
    public static let longPassword = CapabilityFlags(rawValue: 1 << 0)
    /// An UPDATE counts the rows that it matched instead of those that it changed.
    ///
    /// The protocol calls it `CLIENT_FOUND_ROWS`.
    public static let foundRows = CapabilityFlags(rawValue: 1 << 1)
    /// Flags of columns have 2 bytes.
    ///
    /// The protocol calls it `CLIENT_LONG_FLAG`.
    public static let longFlag = CapabilityFlags(rawValue: 1 << 2)
    /// The handshake's response names the default database.
    ///
    /// The protocol calls it `CLIENT_CONNECT_WITH_DB`.
    public static let connectWithDB = CapabilityFlags(rawValue: 1 << 3)
    /// `database.table.column` is refused.
    ///
    /// The protocol calls it `CLIENT_NO_SCHEMA`.
    public static let noSchema = CapabilityFlags(rawValue: 1 << 4)
    /// Packets travel in frames that zlib may have compressed.
    ///
    /// The protocol calls it `CLIENT_COMPRESS`.
    public static let compress = CapabilityFlags(rawValue: 1 << 5)
    /// The client is an ODBC driver; means nothing any more.
    ///
    /// The protocol calls it `CLIENT_ODBC`.
    public static let odbc = CapabilityFlags(rawValue: 1 << 6)
    /// The server may ask the client for its files (LOAD DATA LOCAL).
    ///
    /// The protocol calls it `CLIENT_LOCAL_FILES`.
    public static let localFiles = CapabilityFlags(rawValue: 1 << 7)
    /// The parser takes spaces before `(`.
    ///
    /// The protocol calls it `CLIENT_IGNORE_SPACE`.
    public static let ignoreSpace = CapabilityFlags(rawValue: 1 << 8)
    /// The protocol of MySQL 4.1 and later.
    ///
    /// The protocol calls it `CLIENT_PROTOCOL_41`.
    public static let protocol41 = CapabilityFlags(rawValue: 1 << 9)
    /// The session ends after `interactive_timeout` instead of `wait_timeout`.
    ///
    /// The protocol calls it `CLIENT_INTERACTIVE`.
    public static let interactive = CapabilityFlags(rawValue: 1 << 10)
    /// The connection can go on inside TLS.
    ///
    /// The protocol calls it `CLIENT_SSL`.
    public static let ssl = CapabilityFlags(rawValue: 1 << 11)
    /// Set inside client libraries; means nothing to servers.
    ///
    /// The protocol calls it `CLIENT_IGNORE_SIGPIPE`.
    public static let ignoreSIGPIPE = CapabilityFlags(rawValue: 1 << 12)
    /// OK packets carry status flags.
    ///
    /// The protocol calls it `CLIENT_TRANSACTIONS`.
    public static let transactions = CapabilityFlags(rawValue: 1 << 13)
    /// Was the protocol of 4.1 once.
    ///
    /// The protocol calls it `CLIENT_RESERVED`.
    public static let reserved = CapabilityFlags(rawValue: 1 << 14)
    /// The proof of the password has its length in one byte and the nonce has 20.
    ///
    /// The protocol calls it `CLIENT_SECURE_CONNECTION`; MySQL 8 calls it `CLIENT_RESERVED2`.
    public static let secureConnection = CapabilityFlags(rawValue: 1 << 15)
    /// One COM_QUERY may hold several statements.
    ///
    /// The protocol calls it `CLIENT_MULTI_STATEMENTS`.
    public static let multiStatements = CapabilityFlags(rawValue: 1 << 16)
    /// One COM_QUERY may have several results.
    ///
    /// The protocol calls it `CLIENT_MULTI_RESULTS`.
    public static let multiResults = CapabilityFlags(rawValue: 1 << 17)
    /// One execution of a prepared statement may have several results.
    ///
    /// The protocol calls it `CLIENT_PS_MULTI_RESULTS`.
    public static let psMultiResults = CapabilityFlags(rawValue: 1 << 18)
    /// Accounts choose the plugin that proves the password.
    ///
    /// The protocol calls it `CLIENT_PLUGIN_AUTH`.
    public static let pluginAuth = CapabilityFlags(rawValue: 1 << 19)
    /// The handshake's response tells of the client.
    ///
    /// The protocol calls it `CLIENT_CONNECT_ATTRS`.
    public static let connectAttributes = CapabilityFlags(rawValue: 1 << 20)
    /// The proof of the password may be longer than 255 bytes.
    ///
    /// The protocol calls it `CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA`.
    public static let pluginAuthLenencClientData = CapabilityFlags(rawValue: 1 << 21)
    /// An account with an expired password may log in to change it, and nothing else.
    ///
    /// The protocol calls it `CLIENT_CAN_HANDLE_EXPIRED_PASSWORDS`.
    public static let canHandleExpiredPasswords = CapabilityFlags(rawValue: 1 << 22)
    /// OK packets tell what changed in the session.
    ///
    /// The protocol calls it `CLIENT_SESSION_TRACK`.
    public static let sessionTrack = CapabilityFlags(rawValue: 1 << 23)
    /// OK packets end result sets; EOF packets are not sent.
    ///
    /// The protocol calls it `CLIENT_DEPRECATE_EOF`.
    public static let deprecateEOF = CapabilityFlags(rawValue: 1 << 24)
    /// Result sets may come without the definitions of their columns.
    ///
    /// The protocol calls it `CLIENT_OPTIONAL_RESULTSET_METADATA`.
    public static let optionalResultsetMetadata = CapabilityFlags(rawValue: 1 << 25)
    /// Packets travel in frames that zstd may have compressed.
    ///
    /// The protocol calls it `CLIENT_ZSTD_COMPRESSION_ALGORITHM`.
    public static let zstdCompressionAlgorithm = CapabilityFlags(rawValue: 1 << 26)
    /// Commands carry attributes.
    ///
    /// The protocol calls it `CLIENT_QUERY_ATTRIBUTES`.
    public static let queryAttributes = CapabilityFlags(rawValue: 1 << 27)
    /// An account may ask for up to three proofs.
    ///
    /// The protocol calls it `CLIENT_MULTI_FACTOR_AUTHENTICATION`; the headers say `MULTI_FACTOR_AUTHENTICATION`.
    public static let multiFactorAuthentication = CapabilityFlags(rawValue: 1 << 28)
    /// Reserved for more capabilities.
    ///
    /// The protocol calls it `CLIENT_CAPABILITY_EXTENSION`.
    public static let capabilityExtension = CapabilityFlags(rawValue: 1 << 29)
    /// Set inside client libraries; is not sent.
    ///
    /// The protocol calls it `CLIENT_SSL_VERIFY_SERVER_CERT`.
    public static let sslVerifyServerCertificate = CapabilityFlags(rawValue: 1 << 30)
    /// Set inside client libraries; is not sent.
    ///
    /// The protocol calls it `CLIENT_REMEMBER_OPTIONS`.
    public static let rememberOptions = CapabilityFlags(rawValue: 1 << 31)
    /// MariaDB may report progress in place of an answer.
    ///
    /// The protocol calls it `MARIADB_CLIENT_PROGRESS`.
    public static let progress = CapabilityFlags(rawValue: 1 << 32)
    /// MariaDB took several commands in one packet; withdrawn.
    ///
    /// The protocol calls it `MARIADB_CLIENT_COM_MULTI`.
    public static let comMulti = CapabilityFlags(rawValue: 1 << 33)
    /// MariaDB takes COM_STMT_BULK_EXECUTE.
    ///
    /// The protocol calls it `MARIADB_CLIENT_STMT_BULK_OPERATIONS`.
    public static let bulkOperations = CapabilityFlags(rawValue: 1 << 34)
    /// MariaDB's definitions of columns name its own types.
    ///
    /// The protocol calls it `MARIADB_CLIENT_EXTENDED_METADATA`.
    public static let extendedMetadata = CapabilityFlags(rawValue: 1 << 35)
    /// MariaDB leaves out definitions of columns that PREPARE sent.
    ///
    /// The protocol calls it `MARIADB_CLIENT_CACHE_METADATA`.
    public static let cacheMetadata = CapabilityFlags(rawValue: 1 << 36)
    /// MariaDB answers COM_STMT_BULK_EXECUTE row by row.
    ///
    /// The protocol calls it `MARIADB_CLIENT_BULK_UNIT_RESULTS`.
    public static let bulkUnitResults = CapabilityFlags(rawValue: 1 << 37)
}

extension CapabilityFlags {
    /// What a client of this package asks for unless told otherwise, each only where the server offers it.
    ///
    /// Without ``multiStatements``, ``localFiles`` and ``progress``: the first lets injected text become statements, the second
    /// lets servers read files, the third puts packets where answers are awaited.
    public static let standard: CapabilityFlags = [
        .longPassword, .longFlag, .protocol41, .transactions, .secureConnection, .multiResults, .psMultiResults,
        .pluginAuth,
        .connectAttributes, .pluginAuthLenencClientData, .sessionTrack, .deprecateEOF, .multiFactorAuthentication,
    ]

    /// The protocol's own bits.
    package var low: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// MariaDB's bits.
    package var extended: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }

    /// Both halves as they are sent.
    package init(low: UInt32, extended: UInt32) {
        self.init(rawValue: UInt64(low) | UInt64(extended) << 32)
    }
}
