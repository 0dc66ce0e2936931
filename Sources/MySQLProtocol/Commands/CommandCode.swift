// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The first byte of a command's packet.
///
/// Source: MySQL 9.7, `include/my_command.h`, `enum_server_command`; MariaDB 11.8, `include/mysql_com.h`.
package struct CommandCode: RawRepresentable, Sendable, Hashable {
    /// The byte as sent.
    package let rawValue: UInt8

    /// Takes the byte.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `COM_QUIT`.
    package static let quit = CommandCode(rawValue: 0x01)
    /// `COM_QUERY`.
    package static let query = CommandCode(rawValue: 0x03)
    /// `COM_PING`.
    package static let ping = CommandCode(rawValue: 0x0e)
    /// `COM_CHANGE_USER`.
    package static let changeUser = CommandCode(rawValue: 0x11)
    /// `COM_BINLOG_DUMP`.
    package static let binlogDump = CommandCode(rawValue: 0x12)
    /// `COM_REGISTER_SLAVE`.
    package static let registerReplica = CommandCode(rawValue: 0x15)
    /// `COM_STMT_PREPARE`.
    package static let statementPrepare = CommandCode(rawValue: 0x16)
    /// `COM_STMT_EXECUTE`.
    package static let statementExecute = CommandCode(rawValue: 0x17)
    /// `COM_STMT_CLOSE`.
    package static let statementClose = CommandCode(rawValue: 0x19)
    /// `COM_BINLOG_DUMP_GTID`; MariaDB answers with error 1047.
    package static let binlogDumpGTID = CommandCode(rawValue: 0x1e)
    /// `COM_RESET_CONNECTION`.
    package static let resetConnection = CommandCode(rawValue: 0x1f)
    /// The first byte of an acknowledgement in semi-synchronous replication, which is no command.
    package static let semiSyncReply = CommandCode(rawValue: 0xef)
}

extension CommandCode {
    /// Reads the byte and throws where it is another.
    func expect(in reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let byte = try reader.uint8()
        guard byte == rawValue else { throw WireError(.invalidValue(UInt64(byte)), at: start) }
    }
}
